import type { Pcm } from '@potoo/core';
import { createLoudnessMeter } from './loudness-meter.ts';
import { dbToLevel, levelToDb } from './measure.ts';
import { createPeakLimiter } from './peak-limiter.ts';
import { truePeakLevel } from './true-peak.ts';

/** Highest true peak that normalised audio has, dBTP: the limit of EBU R128. */
export const TRUE_PEAK_LIMIT_DB = -1;

/** What audio measures. */
export interface Loudness {
  /** Integrated loudness, LUFS; -Infinity for silence and for less than 0.4 s. */
  readonly integrated: number;
  /** True peak, dBTP; -Infinity for silence. */
  readonly truePeak: number;
}

/** Measures integrated loudness (ITU-R BS.1770-5, gated as in EBU R128) and true peak. */
export function measureLoudness(pcm: Pcm): Loudness {
  return { integrated: integratedLoudness(pcm), truePeak: levelToDb(truePeakLevel(pcm)) };
}

/** Integrated loudness, LUFS; -Infinity for silence. */
export function integratedLoudness(pcm: Pcm): number {
  const meter = createLoudnessMeter(pcm.sampleRate, pcm.channels.length);
  meter.push(pcm.channels);
  return meter.integrated();
}

/**
 * Rounds of gain: where peaks have to be limited, limiting takes a little loudness away, and the next round adds it again.
 */
const ROUNDS = 4;
/** Closer than a meter shows. */
const TOLERANCE_LU = 0.1;

/**
 * Brings audio to an integrated loudness. Peaks that would rise above {@link TRUE_PEAK_LIMIT_DB} are limited, smoothly.
 * @param targetLufs - LUFS, such as -16 for podcasts or -23 for broadcasting in Europe.
 * @returns New audio of the same length; the audio itself when it is silent, or too short to have a loudness.
 */
export function normalizeLoudness(pcm: Pcm, targetLufs: number): Pcm {
  let gainDb = targetLufs - integratedLoudness(pcm);
  if (!Number.isFinite(gainDb)) return pcm;
  const limiter = createPeakLimiter(pcm);
  for (let round = 1; ; round++) {
    const { pcm: normalized, limited } = limiter.apply(dbToLevel(gainDb), dbToLevel(TRUE_PEAK_LIMIT_DB));
    if (!limited || round === ROUNDS) return normalized;
    const missing = targetLufs - integratedLoudness(normalized);
    if (Math.abs(missing) <= TOLERANCE_LU) return normalized;
    gainDb += missing;
  }
}
