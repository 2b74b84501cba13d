import type { FrameGrid } from '../frame-grid.ts';

/** A band is as wide as this share of its frequency, but one frequency of the spectrum at least. */
const WIDTH_SHARE = 1 / 50;

/** Neighbouring frequencies of a spectrum, taken together. */
export interface FrequencyBands {
  readonly count: number;
  /** The first frequency of each band, as a bin, and the end of the last. */
  readonly starts: Uint16Array;
}

/**
 * The frequencies of a grid in bands: low ones each by itself, so that the harmonics of a voice are parted, and high ones some
 * together, where an ear hardly parts them either. There are a quarter as many bands as frequencies at 48 kHz.
 */
export function frequencyBands({ bins }: FrameGrid): FrequencyBands {
  const starts: number[] = [];
  for (let bin = 0; bin < bins; bin += Math.max(1, Math.floor(bin * WIDTH_SHARE))) starts.push(bin);
  return { count: starts.length, starts: Uint16Array.from([...starts, bins]) };
}

/** The band that a frequency lies in. @param bin - Beyond the last it is the last band. */
export function bandOf({ count, starts }: FrequencyBands, bin: number): number {
  const after = starts.findIndex((start) => start > bin);
  return after < 0 ? count - 1 : after - 1;
}
