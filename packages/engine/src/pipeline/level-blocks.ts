import type { Pcm } from '@potoo/core';
import { createLoudnessMeter, type LoudnessMeter } from '../audio/loudness-meter.ts';
import { dbToLevel } from '../audio/measure.ts';
import { pcmFileSource, spoolPcm } from '../audio/pcm-file.ts';
import { settledGain, withGain } from '../dsp/enhance/clarity/settle-loudness.ts';

/** Rounds of gain, and how near is near enough, as for speech in memory, see `normalizeLoudness`. */
const ROUNDS = 4;
const TOLERANCE_LU = 0.1;

/**
 * The blocks at another loudness, as `normalizeLoudness` gives it. It is that of the whole, which is kept in a private file
 * until it is known.
 * @param targetLufs - LUFS.
 * @throws {InternalError} Reason `disk_full` (status 507).
 */
export async function* levelBlocks(
  blocks: AsyncIterable<Pcm>,
  targetLufs: number,
  { directory, signal }: { readonly directory: string; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<Pcm, void> {
  let meter: LoudnessMeter | undefined;
  async function* metered() {
    for await (const block of blocks) {
      meter ??= createLoudnessMeter(block.sampleRate, block.channels.length);
      meter.push(block.channels);
      yield block;
    }
  }
  await using file = await spoolPcm(metered(), { directory, signal });
  const source = pcmFileSource(file);
  const loudness = meter?.integrated() ?? Number.NEGATIVE_INFINITY;
  // Silence, and what is too short to have a loudness, stays as it is.
  if (!Number.isFinite(loudness)) return yield* source.read();
  const gainDb = await settledGain(source, targetLufs, targetLufs - loudness, {
    rounds: ROUNDS,
    tolerance: TOLERANCE_LU,
  });
  yield* withGain(source, dbToLevel(gainDb));
}
