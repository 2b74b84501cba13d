import type { DelayedPredictor } from './delayed-prediction.ts';

/** Powers below this share of the mean do not count. */
const LEAST_POWER = 3e-3;
/** Frames that are the quietest, by share; noise is taken for exponentially distributed, so its mean follows from them. */
const QUIET_SHARE = 0.2;
const QUIET_OVER_MEAN = -Math.log(1 - QUIET_SHARE);

/** Measures what prediction takes from one bin. */
export interface PredictionGain {
  /**
   * Mean of how much weaker each frame is without what is predicted, over the frames that stand out of the noise.
   * @param frames - In the predictor, learnt and predicted.
   * @returns Sum over frames in decibels, and how many.
   */
  measure(predictor: DelayedPredictor, frames: number): { readonly decibels: number; readonly count: number };
}

/** Makes the measurement for blocks up to so many frames. */
export function createPredictionGain(frames: number): PredictionGain {
  const powers = new Float64Array(frames);
  const left = new Float64Array(frames);
  const sorted = new Float64Array(frames);
  return {
    measure({ signals, predictions, history }, count) {
      powers.fill(0, 0, count);
      left.fill(0, 0, count);
      for (const [channel, { re, im }] of signals.entries()) {
        const away = predictions[channel];
        if (!away) continue;
        for (let t = 0, at = history; t < count; t++, at++) {
          const a = re[at] ?? 0;
          const b = im[at] ?? 0;
          powers[t] = (powers[t] ?? 0) + a * a + b * b;
          left[t] = (left[t] ?? 0) + (a - (away.re[t] ?? 0)) ** 2 + (b - (away.im[t] ?? 0)) ** 2;
        }
      }
      const quiet = sorted.subarray(0, count);
      quiet.set(powers.subarray(0, count));
      quiet.sort();
      const noise = (quiet[Math.floor(QUIET_SHARE * count)] ?? 0) / QUIET_OVER_MEAN;
      const mean = quiet.reduce((sum, power) => sum + power, 0) / count;
      const least = Math.max(LEAST_POWER * mean, 4 * noise);
      let product = 1;
      let decibels = 0;
      let heard = 0;
      for (let t = 0; t < count; t++) {
        const power = powers[t] ?? 0;
        if (power <= least) continue;
        // The logarithm of a product is cheaper than a sum of logarithms.
        product *= (power - noise) / (Math.max((left[t] ?? 0) - noise, 0.2 * noise) + 1e-4 * mean);
        if (++heard % 16 === 0) {
          decibels += 10 * Math.log10(product);
          product = 1;
        }
      }
      return { decibels: decibels + 10 * Math.log10(product), count: heard };
    },
  };
}
