import { CommanderError } from 'commander';

/** What the process answers with. */
export const EXIT = { ok: 0, failure: 1, usage: 2 } as const;

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** The signals that stop the command. */
export type StopSignal = keyof typeof SIGNAL_NUMBERS;

/** The reason of {@link CliContext.signal}: a person or a supervisor stopped the command. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** 128 and the signal's number, as shells have it: 130 for Ctrl-C. */
  readonly exitCode: number;

  constructor(signal: StopSignal) {
    super(`Stopped by ${signal}.`);
    this.exitCode = 128 + SIGNAL_NUMBERS[signal];
  }
}

/** Thrown when whoever read our standard output left (`| head`). It ends the work, and nothing is said about it. */
export class ReaderLeft extends Error {
  override readonly name = 'ReaderLeft';
  readonly exitCode: number;

  /** @param exitCode - 0 for lines, of which the reader had enough; 1 for audio, which was cut off. */
  constructor(exitCode: number) {
    super('The reader of the standard output left.');
    this.exitCode = exitCode;
  }
}

/** Thrown when a command has already said what went wrong. */
export class AlreadyReported extends Error {
  override readonly name = 'AlreadyReported';
  readonly exitCode = EXIT.failure;
}

/** An error of the command line itself; the process answers with 2. */
export function usageError(message: string, hint?: string): CommanderError {
  return new CommanderError(EXIT.usage, 'potoo.usage', hint === undefined ? message : `${message}\n${hint}`);
}
