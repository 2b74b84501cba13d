import type { ChildProcess } from 'node:child_process';
import { InternalError, type PotooError } from '@potoo/core';
import type { HostLimits } from './contract.ts';
import { ErrorOutput } from './error-output.ts';
import { killHost, launchHost } from './launch-host.ts';
import { type FromHost, isFromHost, type ToHost } from './messages.ts';
import type { PendingCall } from './pending-call.ts';
import { residentMemory } from './resident-memory.ts';
import { unpackError } from './transfer-error.ts';

/** How often a working host is looked at, at most. */
const WATCH_MS = 500;
/** How long after its end a process may still deliver what it said last. */
const LAST_WORDS_MS = 50;
/** Beyond this many times its memory limit a host does not finish its request. */
const MEMORY_EXCESS = 1.5;

/**
 * Why a host ended. `refused`: its module threw while it was starting. `aborted`: a method did not come back in time after
 * its caller gave up. `recycled`: it had served enough, or held too much memory between two requests.
 */
export type HostEnding = 'crashed' | 'stalled' | 'memory' | 'refused' | 'aborted' | 'recycled' | 'idle' | 'closed';

/** What a host tells its pool. */
export interface HostOwner {
  /** Its start succeeded. */
  onReady(): void;
  /** A method has returned or thrown, after so long. */
  onReturn(ms: number): void;
  /** It takes no more calls: its process is gone or has been killed. */
  onEnd(ending: HostEnding, error: PotooError | undefined): void;
}

/** What a host is made of. */
export interface HostInit {
  readonly name: string;
  readonly module: URL;
  readonly options: unknown;
  readonly limits: HostLimits;
  readonly owner: HostOwner;
}

interface RunningCall {
  readonly call: PendingCall;
  readonly since: number;
  /** Runs from the moment the caller gave up. */
  grace: NodeJS.Timeout | undefined;
  /** Whether the host has heard of that. */
  heard: boolean;
}

/** One child process and the calls that run in it. */
export class Host {
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  readonly #init: HostInit;
  readonly #child: ChildProcess;
  readonly #errorOutput = new ErrorOutput();
  readonly #calls = new Map<number, RunningCall>();
  readonly #watchMs: number;
  #state: 'starting' | 'ready' | 'retiring' | 'ended' = 'starting';
  #startingMs = 0;
  #served = 0;
  #wasReady = false;
  #watch: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(init: HostInit) {
    this.#init = init;
    this.#watchMs = Math.min(WATCH_MS, Math.max(10, init.limits.stallMs / 4));
    this.#child = launchHost();
    this.exited = this.#listen();
    this.#keepWatch();
    try {
      this.#send({ type: 'start', module: init.module.href, options: init.options });
    } catch (cause) {
      const error = new InternalError(`The options of the ${init.name} host cannot be copied to it.`, { cause });
      // Not before its maker has heard of it.
      queueMicrotask(() => this.end('refused', error));
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get state(): 'starting' | 'ready' | 'retiring' | 'ended' {
    return this.#state;
  }

  /** Calls that occupy it, given up or not. */
  get busy(): number {
    return this.#calls.size;
  }

  get served(): number {
    return this.#served;
  }

  /** Whether anybody still waits for one of its calls. */
  get hasCaller(): boolean {
    return [...this.#calls.values()].some(({ grace }) => !grace);
  }

  /** Whether its start succeeded. */
  get wasReady(): boolean {
    return this.#wasReady;
  }

  get hasRoom(): boolean {
    return this.#state === 'ready' && this.#calls.size < this.#init.limits.concurrency;
  }

  /** Gives it a call; only while it has room. */
  run(call: PendingCall): void {
    this.#calls.set(call.id, { call, since: performance.now(), grace: undefined, heard: false });
    try {
      call.begin((message) => this.#send(message));
    } catch (error) {
      // The parameters cannot be copied: the caller's mistake, of which the host has not heard.
      this.#calls.delete(call.id);
      call.fail(error);
      return;
    }
    clearTimeout(this.#idle);
    this.#keepWatch();
  }

  /** Stops a call whose caller gave up: asks first, then kills. */
  abandon(call: PendingCall): void {
    const running = this.#calls.get(call.id);
    if (!running || running.grace) return;
    running.grace = setTimeout(() => this.#outOfPatience(running), this.#init.limits.abortGraceMs);
    running.grace.unref();
    this.#send({ type: 'abort', call: call.id });
  }

  /** Ends it at once; its calls fail with `error`. */
  end(ending: HostEnding, error?: PotooError): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    clearInterval(this.#watch);
    clearTimeout(this.#idle);
    killHost(this.#child);
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { call, grace } of calls) {
      clearTimeout(grace);
      call.fail(error);
    }
    this.#init.owner.onEnd(ending, error);
  }

  /** Says whether anybody waits for it: only then does it keep this process from ending. */
  keepProcessAlive(wanted: boolean): void {
    if (wanted) {
      this.#child.ref();
      this.#child.channel?.ref();
    } else {
      this.#child.unref();
      this.#child.channel?.unref();
    }
  }

  #listen(): Promise<void> {
    const child = this.#child;
    const { promise, resolve } = Promise.withResolvers<void>();
    const gone = (): void => {
      this.#onExit(child.exitCode, child.signalCode);
      resolve();
    };
    child.on('message', (message: unknown) => {
      if (this.#state !== 'ended' && isFromHost(message)) this.#receive(message);
    });
    child.on('error', (error) => {
      if (child.pid !== undefined) return;
      this.#errorOutput.append(Buffer.from(error.message));
      gone();
    });
    child.on('close', gone);
    child.on('exit', () => {
      killHost(child);
      // `close` comes once its pipes are empty, which a process that it started could put off for ever.
      setTimeout(gone, LAST_WORDS_MS);
    });
    child.stderr?.on('data', (chunk: Buffer) => this.#errorOutput.append(chunk));
    child.stderr?.on('error', () => {});
    if (child.stderr && 'unref' in child.stderr && typeof child.stderr.unref === 'function') child.stderr.unref();
    return promise;
  }

  #receive(message: FromHost): void {
    switch (message.type) {
      case 'ready':
        this.#state = 'ready';
        this.#wasReady = true;
        this.#restIfIdle();
        this.#init.owner.onReady();
        break;
      case 'start-failed':
        this.end('refused', unpackError(message.error, `The ${this.#init.name} host failed while it was starting.`));
        break;
      case 'memory':
        this.#judgeMemory(message.bytes);
        break;
      default: {
        const running = this.#calls.get(message.call);
        if (!running) return;
        if (message.type === 'aborting') running.heard = true;
        else if (running.call.receive(message)) this.#onReturn(running);
      }
    }
  }

  #onReturn({ call, grace, since }: RunningCall): void {
    clearTimeout(grace);
    this.#calls.delete(call.id);
    this.#served += 1;
    this.#sampleMemory();
    if (this.#served >= this.#init.limits.maxRequests) this.#retire();
    if (this.#state === 'retiring') this.#endIfUnused();
    this.#restIfIdle();
    this.#init.owner.onReturn(performance.now() - since);
  }

  #restIfIdle(): void {
    if (this.#state !== 'ready' || this.#calls.size > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.end('idle'), this.#init.limits.idleMs);
    this.#idle.unref();
  }

  #retire(): void {
    if (this.#state === 'ready') this.#state = 'retiring';
  }

  /** Ends a retired host once only calls that nobody waits for are left. */
  #endIfUnused(): void {
    if (!this.hasCaller) this.end('recycled');
  }

  #outOfPatience({ heard }: RunningCall): void {
    const others = [...this.#calls.values()].filter(({ grace }) => !grace);
    if (others.length > 0 && heard) {
      // Its event loop turns, so the others get on: they may finish.
      this.#retire();
      return;
    }
    this.end('aborted', this.#failure('host_crashed', 'was ended because another request in it could not be stopped'));
  }

  #keepWatch(): void {
    this.#watch ??= setInterval(() => this.#look(), this.#watchMs).unref();
  }

  /**
   * Silence is counted in looks, not read off a clock: when this process itself was held up, or the machine slept, the
   * host's messages have not been read yet.
   */
  #look(): void {
    const { limits } = this.#init;
    if (this.#state === 'starting') {
      this.#startingMs += this.#watchMs;
      if (this.#startingMs >= limits.startMs) {
        this.end('stalled', this.#failure('host_stalled', `was not ready after ${limits.startMs / 1000} s`));
        return;
      }
    }
    for (const { call, grace } of this.#calls.values()) {
      if (grace || call.waitsForCaller) continue;
      call.silentMs += this.#watchMs;
      if (call.silentMs < limits.stallMs) continue;
      this.end('stalled', this.#failure('host_stalled', `gave no sign of life for ${limits.stallMs / 1000} s`));
      return;
    }
    this.#sampleMemory();
  }

  #sampleMemory(): void {
    const bytes = residentMemory(this.pid);
    if (bytes === undefined) this.#send({ type: 'memory' });
    else this.#judgeMemory(bytes);
  }

  #judgeMemory(bytes: number): void {
    const { memoryBytes } = this.#init.limits;
    if (bytes <= memoryBytes) return;
    this.#retire();
    const working = this.#calls.size > 0 || this.#state === 'starting';
    if (working && bytes > memoryBytes * MEMORY_EXCESS) {
      const mebibytes = Math.round(memoryBytes / 2 ** 20);
      this.end('memory', this.#failure('host_memory', `used far more memory than the ${mebibytes} MiB it may have`));
    } else if (this.#state === 'retiring') {
      this.#endIfUnused();
    }
  }

  #onExit(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#state === 'ended') return;
    const how = signal ? `signal ${signal}` : `code ${code ?? 'unknown'}`;
    const when = this.#state === 'starting' ? ' before it was ready' : '';
    const why = this.#errorOutput.summary();
    this.end('crashed', this.#failure('host_crashed', `ended with ${how}${when}${why && `: ${why}`}`));
  }

  #failure(reason: 'host_crashed' | 'host_stalled' | 'host_memory', what: string): PotooError {
    const output = this.#errorOutput.text();
    return new InternalError(`The ${this.#init.name} host ${what}.`, {
      reason,
      hint: 'Try again: the next request gets a new host.',
      retryable: true,
      ...(output && { cause: new Error(output) }),
    });
  }

  #send(message: ToHost): void {
    if (!this.#child.connected) return;
    try {
      // A channel that breaks shows in the end of the process.
      this.#child.send(message, () => {});
    } catch (cause) {
      throw new TypeError(`What the ${this.#init.name} host was to be sent cannot be copied.`, { cause });
    }
  }
}
