import type { BandDecay } from './decay-statistics.ts';

/** Falls in 64 ms, decibels: a recording whose levels can fall deeper is dry; where they cannot, it is surely not. */
const DRY_DROP = -16;
const WET_DROP = -13.5;
/** Decibels that prediction from the past takes from the power of a bin, in the mean: of dry speech and of a room. */
const DRY_GAIN = 0.8;
const WET_GAIN = 1.2;
/** Bands in which falls have to be seen before they are believed. */
const LEAST_BANDS = 3;
/** Where no falls can be seen, in noise, prediction alone has to speak, and less is done. */
const UNSEEN = 0.7;

/**
 * How surely a recording is reverberant, 0 to 1. Two signs have to agree. Levels cannot fall fast in a room; and the past of
 * a bin predicts its present at all frequencies. Dry speech lacks both. Music has slow falls, and predictable tones, but the
 * tones lie in some bands only: hence the lower quartile.
 * @param decays - Of each band, see `DecayStatistics`.
 * @param predictionGains - Of each band above the lowest formants, decibels; what chance alone would give taken off.
 */
export function reverbEvidence(
  decays: ReadonlyArray<BandDecay | undefined>,
  predictionGains: readonly number[],
): number {
  const gains = [...predictionGains].sort((a, b) => a - b);
  const gain = gains[gains.length >> 2] ?? 0;
  const predicted = ramp(gain, DRY_GAIN, WET_GAIN);
  const drops = decays.flatMap((decay) => (decay ? [decay.drop] : [])).sort((a, b) => a - b);
  if (drops.length < LEAST_BANDS) return UNSEEN * predicted;
  return predicted * ramp(drops[drops.length >> 1] ?? 0, DRY_DROP, WET_DROP);
}

function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
