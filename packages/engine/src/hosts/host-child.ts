import type { ChildProcess } from 'node:child_process';
import type { PotooError } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import type { Child, ChildOwner } from './child.ts';
import { ErrorOutput } from './error-output.ts';
import { killHost, launchHost } from './launch-host.ts';
import { isFromHost, type ToHost } from './messages.ts';
import { residentMemory } from './resident-memory.ts';

/** How long after its end a process may still deliver what it said last. */
const LAST_WORDS_MS = 50;

/** The process of a host, and the channel to it. */
export class HostChild implements Child {
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #errorOutput = new ErrorOutput();

  /** @param name - The pool's name, for messages. */
  constructor(name: string, owner: ChildOwner) {
    this.#name = name;
    this.#process = launchHost();
    this.exited = this.#listen(owner);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** @throws {TypeError} When the message cannot be copied. */
  send(message: ToHost): void {
    if (!this.#process.connected) return;
    try {
      // A channel that breaks shows in the end of the process.
      this.#process.send(message, () => {});
    } catch (cause) {
      throw new TypeError(`What the ${this.#name} host was to be sent cannot be copied.`, { cause });
    }
  }

  /** Resident bytes; `undefined` where the system does not tell: then the process itself has to be asked. */
  memory(): number | undefined {
    return residentMemory(this.pid);
  }

  kill(): void {
    const { exitCode, signalCode } = this.#process;
    if (exitCode === null && signalCode === null) killHost(this.#process);
  }

  /** Says whether this process must not end before the child does. */
  keepProcessAlive(wanted: boolean): void {
    const verb = wanted ? 'ref' : 'unref';
    this.#process[verb]();
    this.#process.channel?.[verb]();
  }

  /** The error for its callers. What it wrote to its standard error is the cause, for the log. */
  failure(reason: 'host_crashed' | 'host_stalled' | 'host_memory', what: string): PotooError {
    const output = this.#errorOutput.text();
    return new InternalError(`The ${this.#name} host ${what}.`, {
      reason,
      hint: 'Try again: the next request gets a new host.',
      retryable: true,
      ...(output && { cause: new Error(output) }),
    });
  }

  /** What it wrote to its standard error, in one line that may be shown to anybody. */
  complaint(): string {
    return this.#errorOutput.summary();
  }

  #listen(owner: ChildOwner): Promise<void> {
    const child = this.#process;
    const { promise, resolve } = Promise.withResolvers<void>();
    const gone = (): void => {
      resolve();
      owner.onGone(child.signalCode ? `signal ${child.signalCode}` : `code ${child.exitCode ?? 'unknown'}`);
    };
    child.on('message', (message: unknown) => {
      if (isFromHost(message)) owner.onMessage(message);
    });
    child.on('error', (error) => {
      if (child.pid !== undefined) return;
      this.#errorOutput.append(Buffer.from(error.message));
      gone();
    });
    child.on('exit', () => {
      // What it started outlives it otherwise.
      killHost(child);
      // `close` comes once its pipes are empty, which a process that got away could put off for ever.
      const patience = setTimeout(gone, LAST_WORDS_MS);
      child.on('close', () => clearTimeout(patience));
    });
    child.on('close', gone);
    child.stderr?.on('data', (chunk: Buffer) => this.#errorOutput.append(chunk));
    child.stderr?.on('error', () => {});
    if (child.stderr && 'unref' in child.stderr && typeof child.stderr.unref === 'function') child.stderr.unref();
    return promise;
  }
}
