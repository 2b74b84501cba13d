import type { BandDecay } from './decay-statistics.ts';

/** Falls in 64 ms, decibels: a recording whose levels can fall deeper is dry; where they cannot, it is surely not. */
const DRY_DROP = -16.5;
const WET_DROP = -14;
/** Decibels that prediction from the past takes from the power of a bin, in the mean: of dry speech and of a room. */
const DRY_GAIN = 0.7;
const WET_GAIN = 1.1;
/** Bands that have to tell. */
const LEAST_BANDS = 2;

/**
 * How surely a recording is reverberant, 0 to 1. Two signs have to agree. Levels cannot fall fast in a room; and the past of
 * a bin predicts its present. Dry speech lacks both. Music has slow falls, and tones that can be predicted, in some bands; a
 * room is in all of them, so that the band at the lower quartile decides.
 * @param decays - Of each band; bands without are lost in noise, or silent.
 * @param predictionGains - Of each band above the lowest formants, decibels; what chance alone would give taken off.
 */
export function reverbEvidence(
  decays: ReadonlyArray<BandDecay | undefined>,
  predictionGains: ReadonlyArray<number | undefined>,
): number {
  const drops = decays.flatMap((decay) => (decay ? [decay.drop] : []));
  const gains = predictionGains.flatMap((gain, band) => (gain !== undefined && decays[band] ? [gain] : []));
  if (gains.length < LEAST_BANDS) return 0;
  return ramp(lowerQuartile(gains), DRY_GAIN, WET_GAIN) * ramp(lowerQuartile(drops), DRY_DROP, WET_DROP);
}

function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2] ?? 0;
}

function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
