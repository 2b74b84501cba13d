import { randomUniform } from './random-normal.ts';

/** A recording with clicks in it, and where they are. */
export interface Clicked {
  readonly signal: Float32Array;
  /** First frame of each click, ascending. */
  readonly at: readonly number[];
}

/** How many clicks, and of what size. */
export interface ClickOptions {
  /** Clicks a second, on average. @default 4 */
  readonly rate?: number;
  /** Highest absolute value of a click. @default 0.5 */
  readonly level?: number;
  readonly seed?: number;
}

/** Adds clicks as a scratched record has them: bursts of 0.1 to 1 ms that die away, at places that are known. */
export function addClicks(
  clean: Float32Array,
  sampleRate: number,
  { rate = 4, level = 0.5, seed = 1 }: ClickOptions = {},
): Clicked {
  const uniform = randomUniform(seed);
  const signal = clean.slice();
  const at: number[] = [];
  let frame = 0;
  for (;;) {
    // At least 20 ms lie between two, so that each is one.
    frame += Math.round(sampleRate * (0.02 - Math.log(1 - uniform()) / rate));
    const length = Math.max(2, Math.round(sampleRate * (0.0001 + 0.0009 * uniform())));
    if (frame + length >= clean.length) return { signal, at };
    at.push(frame);
    for (let offset = 0; offset < length; offset++) {
      const value = (uniform() < 0.5 ? -1 : 1) * (0.5 + 0.5 * uniform()) * level * (1 - offset / length);
      signal[frame + offset] = (signal[frame + offset] ?? 0) + value;
    }
  }
}
