import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InternalError } from '@potoo/core/errors';
import type { Recognition } from '../contract.ts';
import { type HeardEntry, recognitionOf } from './heard-words.ts';
import { type ModelFiles, modelArguments, POCKETSPHINX_SAMPLE_RATE } from './pocketsphinx-model.ts';

/** No stretch of 30 s takes longer on any machine that could serve at all. */
const LONGEST_RUN_MS = 120_000;

/**
 * Recognises one stretch of speech with the program `pocketsphinx_batch`, which loads its model anew each time.
 * @param samples - Mono, 16 kHz.
 */
export async function recognizeWithProgram(
  program: string,
  model: ModelFiles,
  samples: Int16Array,
  signal: AbortSignal,
): Promise<Recognition> {
  // Its name is unguessable and nobody else may read it.
  const folder = await mkdtemp(join(tmpdir(), 'potoo-listen-'));
  try {
    await writeFile(
      join(folder, 'stretch.raw'),
      new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
    );
    await writeFile(join(folder, 'names'), 'stretch\n');
    const times = join(folder, 'times');
    await run(
      program,
      [
        ...modelArguments(model),
        ...['-cmn', 'batch', '-adcin', 'yes', '-cepdir', folder, '-cepext', '.raw'],
        ...['-ctl', join(folder, 'names'), '-ctm', times, '-logfn', join(folder, 'log')],
      ],
      signal,
    );
    return recognitionOf(parseTimes(await readFile(times, 'utf8')), samples.length / POCKETSPHINX_SAMPLE_RATE);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs to the end, or throws: the signal's reason on abort, `internal_error` when it fails or hangs. */
async function run(program: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(program, args, { stdio: 'ignore', timeout: LONGEST_RUN_MS, killSignal: 'SIGKILL' });
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
    child.once('error', reject);
    child.once('close', (code, killed) => resolve(code === 0 ? undefined : (killed ?? `exit status ${code}`)));
    const problem = await promise;
    signal.throwIfAborted();
    if (problem !== undefined) throw new InternalError(`pocketsphinx_batch ended with ${problem}.`);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Reads its time-marked file: per line the name, a channel, start, length, word and probability. */
function parseTimes(text: string): HeardEntry[] {
  return text.split('\n').flatMap((line) => {
    const [, , start, length, entry, probability] = line.split(' ');
    if (start === undefined || length === undefined || entry === undefined) return [];
    const from = Number(start);
    return [{ entry, start: from, end: from + Number(length), probability: Number(probability) }];
  });
}
