import { readBands, spectrumBands } from './spectrum-bands.ts';
import type { VoiceProfile } from './voice-profile.ts';

/**
 * Bands on each side that a band's gain is averaged with, by a triangle. Finer, the gains would make peaks of their own,
 * and move the formants that the tract has just been bent for.
 */
const SMOOTHED_BANDS = 2;
/** Most that a band is raised and lowered, decibels. */
const MOST_RAISE = 15;
const MOST_CUT = 25;
/** Of the lowest pitch: below, bands are not raised. */
const LOWEST_VOICED = 0.8;

/** What is known when the colour is planned. */
export interface ColourWish {
  /** Factor of the resonances. */
  readonly tract: number;
  /** Where a frequency comes from once the resonances have moved, hertz. */
  readonly from: (hertz: number) => number;
  /** Share of the difference that is made up for, 0 to 1. */
  readonly share: number;
}

/**
 * What is left of the difference between the long-term spectra once the resonances have moved.
 * @returns Decibels over the bands of `spectrumBands`.
 */
export function colourGains(base: VoiceProfile, target: VoiceProfile, { tract, from, share }: ColourWish): number[] {
  const bands = spectrumBands(Math.min(base.bandwidth * Math.max(1, tract), target.bandwidth, base.bandwidth));
  const raw = bands.map((hertz) => readBands(target.spectrum, hertz) - readBands(base.spectrum, from(hertz)));
  // Below the lowest pitch there is no voice, only what would rumble.
  const lowest = LOWEST_VOICED * (target.pitch[0] ?? 0);
  const smooth = raw.map((_, band) => smoothed(raw, band));
  // Louder or softer as a whole is no matter of colour.
  const middle = mean(smooth.filter((_, band) => inSpeech(bands[band] ?? 0)));
  return smooth.map((gain, band) => {
    const most = (bands[band] ?? 0) < lowest ? 0 : MOST_RAISE;
    return Math.min(most, Math.max(-MOST_CUT, share * (gain - middle)));
  });
}

function smoothed(curve: readonly number[], band: number): number {
  let [sum, weights] = [0, 0];
  for (let offset = -SMOOTHED_BANDS; offset <= SMOOTHED_BANDS; offset++) {
    const value = curve[band + offset];
    if (value === undefined) continue;
    const weight = SMOOTHED_BANDS + 1 - Math.abs(offset);
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}

function inSpeech(hertz: number): boolean {
  return hertz >= 200 && hertz <= 5000;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
