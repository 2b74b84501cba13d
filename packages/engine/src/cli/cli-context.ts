import type { Readable, Writable } from 'node:stream';
import type { VoiceService } from '@potoo/core';
import { createDefaultService, type ServiceOptions } from './default-service.ts';

/** Everything of the outside world that a command touches, so that it can be run and tested in process. */
export interface CliContext {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Which of the three streams is a terminal. */
  readonly isTTY: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** Aborts on Ctrl-C; its reason is an `Interrupted`. */
  readonly signal: AbortSignal;
  /** Makes the service. Called only by commands that need one. */
  createService(options: ServiceOptions): Promise<VoiceService>;
}

/** Fills in what a caller left out from this process. */
export function resolveContext(given: Partial<CliContext> = {}): CliContext {
  const stdin = given.stdin ?? process.stdin;
  const stdout = given.stdout ?? process.stdout;
  const stderr = given.stderr ?? process.stderr;
  return {
    stdin,
    stdout,
    stderr,
    env: given.env ?? process.env,
    isTTY: given.isTTY ?? { stdin: isTerminal(stdin), stdout: isTerminal(stdout), stderr: isTerminal(stderr) },
    signal: given.signal ?? new AbortController().signal,
    createService: given.createService ?? createDefaultService,
  };
}

function isTerminal(stream: Readable | Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}
