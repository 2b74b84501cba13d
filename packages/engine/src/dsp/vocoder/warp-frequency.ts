import { aperiodicityBands } from './aperiodicity-bands.ts';
import type { VoiceFrames } from './voice-frames.ts';

/** Where the warp bends to meet the end of the spectrum, as a share of half the sample rate. */
const KNEE = 0.85;

/** Where first formants lie below, and second formants and more above, hertz. */
const FIRST_FORMANTS = 600;
const OTHER_FORMANTS = 1500;

/** Smallest and largest ratio of {@link warpFrequency}. */
export const WARP_RANGE = { smallest: 0.5, largest: 2 } as const;

/**
 * Moves the resonances of a voice, as a shorter or longer vocal tract has them, and leaves its pitch and level.
 *
 * Piecewise linear: frequencies are multiplied up to 0.85 of the highest; above, they run towards the end of the spectrum
 * (L. Lee & R. Rose, "A frequency warping approach to speaker normalization", 1998). First formants may move by a ratio of
 * their own, as they do between women and men (G. Fant, "A note on vocal tract size factors and non-uniform F-pattern
 * scalings", 1966); between them and the second, one ratio runs into the other.
 * @param ratio - Above 1 for a shorter tract and higher resonances; 0.5 to 2. A woman's over a man's is about 1.15.
 * @param first - The same below 600 Hz.
 * @throws {RangeError} If the ratio is out of range.
 */
export function warpFrequency(frames: VoiceFrames, ratio: number, first = ratio): VoiceFrames {
  for (const factor of [ratio, first]) {
    if (factor >= WARP_RANGE.smallest && factor <= WARP_RANGE.largest) continue;
    throw new RangeError(`Expected a ratio from ${WARP_RANGE.smallest} to ${WARP_RANGE.largest}, got ${factor}.`);
  }
  const { bins, sampleRate } = frames;
  const highest = sampleRate / 2;
  const perBin = highest / (bins - 1);
  const bands = aperiodicityBands(sampleRate);
  const from = unwarped({ ratio, first, highest });
  const binsFrom = Array.from({ length: bins }, (_, bin) => from(bin * perBin) / perBin);
  const bandsFrom = bands.map((hertz) => bandPosition(from(hertz), bands));
  return {
    ...frames,
    envelope: warpRows(frames.envelope, Float64Array.from(binsFrom), true),
    aperiodicity: warpRows(frames.aperiodicity, Float64Array.from(bandsFrom), false),
  };
}

/** Makes the function that tells where a frequency of a warped spectrum comes from, hertz. */
export function unwarped(warp: {
  readonly ratio: number;
  readonly first: number;
  /** Half the sample rate, hertz. */
  readonly highest: number;
}): (hertz: number) => number {
  const { ratio, first, highest } = warp;
  const knee = KNEE * highest * Math.min(1, ratio);
  const [low, high] = [FIRST_FORMANTS * first, OTHER_FORMANTS * ratio];
  const between = (OTHER_FORMANTS - FIRST_FORMANTS) / (high - low);
  const above = (highest - knee / ratio) / (highest - knee);
  return (hertz) => {
    if (hertz <= low) return hertz / first;
    if (hertz < high) return FIRST_FORMANTS + between * (hertz - low);
    return hertz <= knee ? hertz / ratio : knee / ratio + above * (hertz - knee);
  };
}

/** Place of a frequency among the bands, not whole. */
function bandPosition(hertz: number, bands: readonly number[]): number {
  const above = bands.findIndex((band) => band >= hertz);
  if (above <= 0) return above < 0 ? bands.length - 1 : 0;
  const low = bands[above - 1] ?? 0;
  return above - 1 + (hertz - low) / ((bands[above] ?? low) - low);
}

/** Reads each row at other places. @param keepPower - Whether each row keeps its sum. */
function warpRows(matrix: Float32Array, from: Float64Array, keepPower: boolean): Float32Array {
  const columns = from.length;
  const warped = new Float32Array(matrix.length);
  for (let row = 0; row < matrix.length; row += columns) {
    let before = 0;
    let after = 0;
    for (let column = 0; column < columns; column++) {
      const place = Math.min(from[column] ?? 0, columns - 1);
      const index = Math.min(Math.floor(place), columns - 2);
      const low = matrix[row + index] ?? 0;
      const value = low + (place - index) * ((matrix[row + index + 1] ?? low) - low);
      warped[row + column] = value;
      before += matrix[row + column] ?? 0;
      after += value;
    }
    if (!keepPower || !(after > 0)) continue;
    const factor = before / after;
    for (let column = 0; column < columns; column++) warped[row + column] = (warped[row + column] ?? 0) * factor;
  }
  return warped;
}
