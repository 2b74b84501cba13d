import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CliContext } from './cli-context.ts';
import { findProgram } from './find-program.ts';

/** Programs that record the microphone as WAV of 16 kHz, and the arguments for a file. */
const RECORDERS: ReadonlyArray<{ readonly program: string; arguments(file: string): readonly string[] }> = [
  { program: 'arecord', arguments: (file) => ['-q', '-f', 'S16_LE', '-r', '16000', '-c', '1', '-t', 'wav', file] },
  { program: 'parecord', arguments: (file) => ['--rate=16000', '--channels=1', '--file-format=wav', file] },
  { program: 'rec', arguments: (file) => ['-q', '-r', '16000', '-c', '1', '-b', '16', file] },
];

/** Records into a file until the promise resolves. */
export type Record = (file: string, until: Promise<unknown>, signal: AbortSignal) => Promise<void>;

/** Finds a program that records; undefined if there is none. */
export async function findRecorder({ env }: CliContext): Promise<Record | undefined> {
  for (const { program, arguments: argumentsFor } of RECORDERS) {
    const path = await findProgram(program, env);
    if (path === undefined) continue;
    return async (file, until, signal) => {
      const child = spawn(path, [...argumentsFor(file)], { stdio: 'ignore', env: { ...env } });
      const ended = once(child, 'close');
      const stop = () => child.kill('SIGINT');
      signal.addEventListener('abort', stop, { once: true });
      void until.then(stop, stop);
      await ended.finally(() => signal.removeEventListener('abort', stop));
      signal.throwIfAborted();
    };
  }
  return undefined;
}
