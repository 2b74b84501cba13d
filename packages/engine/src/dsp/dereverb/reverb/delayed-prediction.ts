import {
  addFiltered,
  addProducts,
  type ComplexValues,
  complexValues,
  copy,
  multiplyConjugate,
  multiplyReal,
  scale,
} from './complex-values.ts';
import { solveHermitian, triangleLength } from './hermitian-system.ts';
import { lagSums } from './lagged-products.ts';

/** Which past frames a frame is predicted from: `taps` frames of every channel, the latest of them `delay` frames ago. */
export interface PredictionShape {
  readonly channels: number;
  readonly taps: number;
  readonly delay: number;
}

/** What is known of one bin: the normal equations of all that has been heard, and their solution. */
export interface BinPrediction {
  readonly shape: PredictionShape;
  /** Lower triangle, row by row. */
  readonly matrix: ComplexValues;
  /** A right side for each channel that is predicted, one after another; the filter alike. */
  readonly right: ComplexValues;
  readonly filter: ComplexValues;
  /** Whether there is a filter. */
  learnt: boolean;
}

/** Makes the state of a bin of which nothing is known. */
export function newBinPrediction(shape: PredictionShape): BinPrediction {
  const unknowns = shape.channels * shape.taps;
  const right = shape.channels * unknowns;
  return {
    shape,
    matrix: complexValues(triangleLength(unknowns)),
    right: complexValues(right),
    filter: complexValues(right),
    learnt: false,
  };
}

/**
 * Dereverberation of one frequency bin by weighted prediction error (Nakatani, Yoshioka, Kinoshita, Miyoshi & Juang 2010,
 * "Speech dereverberation based on variance-normalized delayed linear prediction"; for several channels Yoshioka & Nakatani
 * 2012, "Generalization of multi-channel linear prediction methods for blind MIMO impulse response shortening"): late
 * reverberation is what frames of some time ago predict. The error is weighted by the inverse power of the speech itself,
 * which is estimated in turn with the filter. The normal equations of earlier blocks are remembered, fading (block-online
 * WPE: Drude, Heymann, Boeddeker & Haeb-Umbach 2018, "NARA-WPE").
 *
 * One workspace serves all bins in turn: fill `signals`, then learn, then predict.
 */
export interface DelayedPredictor {
  /** Frames before the block's first that a prediction can reach back to. */
  readonly history: number;
  /** Of each channel: `history` frames, then those of the block. */
  readonly signals: readonly ComplexValues[];
  /** Of each channel: the block's frames as they are predicted. */
  readonly predictions: readonly ComplexValues[];
  /**
   * Learns from the first `frames` frames of the block. A bin that is silent is left as it is.
   * @param memory - What earlier blocks count for, 0 to 1.
   */
  learn(bin: BinPrediction, frames: number, memory: number): void;
  /** Predicts them. */
  predict(bin: BinPrediction, frames: number): void;
}

/** Rounds of power and filter in turn, from nothing and from an earlier block's filter. */
const FIRST_ROUNDS = 3;
const LATER_ROUNDS = 2;
/** Powers below this share of the mean count as this share: what lies deeper is noise. */
const POWER_FLOOR = 1e-3;
/** Powers below this share of the mean are digital silence, which tells nothing of a room. */
const SILENCE = 1e-9;
/** Mean power below which there is nothing at all. */
const NOTHING = 1e-20;
/** Share of the matrix' mean diagonal that is added to its diagonal. */
const LOADING = 1e-6;

/** Makes a workspace for shapes up to the given one, and blocks up to `frames`. */
export function createDelayedPredictor({ channels, taps, delay }: PredictionShape, frames: number): DelayedPredictor {
  const history = delay + taps;
  const unknowns = channels * taps;
  const signals = Array.from({ length: channels }, () => complexValues(history + frames));
  const predictions = Array.from({ length: channels }, () => complexValues(frames));
  const weights = new Float64Array(frames);
  const power = new Float64Array(frames);
  const product = complexValues(history + frames);
  const sums = complexValues(taps);
  const matrix = complexValues(triangleLength(unknowns));

  // The loops over channels count: iterators in them keep the loops inside from being compiled well.

  /** Fills the weights: one over the power of what the predictions leave. @returns Whether there is anything. */
  function weigh(count: number): boolean {
    power.fill(0, 0, count);
    for (const [channel, { re, im }] of signals.entries()) {
      const away = predictions[channel];
      if (!away) continue;
      for (let t = 0, at = history; t < count; t++, at++) {
        const a = (re[at] ?? 0) - (away.re[t] ?? 0);
        const b = (im[at] ?? 0) - (away.im[t] ?? 0);
        power[t] = (power[t] ?? 0) + a * a + b * b;
      }
    }
    let mean = 0;
    for (let t = 0; t < count; t++) mean += (power[t] ?? 0) / count;
    if (!(mean > NOTHING)) return false;
    for (let t = 0; t < count; t++) {
      const before = power[t > 0 ? t - 1 : t] ?? 0;
      const after = power[t + 1 < count ? t + 1 : t] ?? 0;
      const smooth = (before + (power[t] ?? 0) + after) / 3;
      weights[t] = smooth < SILENCE * mean ? 0 : 1 / Math.max(smooth, POWER_FLOOR * mean);
    }
    return true;
  }

  /** Adds what past frames have in common with one another, pair by pair of channels and difference by difference. */
  function addMatrix({ shape }: BinPrediction, count: number): void {
    const lastTap = shape.taps - 1;
    const origin = history - shape.delay;
    for (let channel = 0; channel < channels; channel++) {
      for (let other = 0; other <= channel; other++) {
        const a = signals[channel];
        const b = signals[other];
        if (!a || !b) continue;
        for (let ahead = other === channel ? 0 : -lastTap; ahead <= lastTap; ahead++) {
          const first = Math.max(0, ahead);
          const last = Math.min(lastTap, lastTap + ahead);
          multiplyConjugate(a, b, ahead, origin - last, origin + count - first, product);
          lagSums(weights, count, product, origin, first, last, sums);
          for (let tap = first; tap <= last; tap++) {
            const at = triangleLength(channel * shape.taps + tap) + other * shape.taps + tap - ahead;
            matrix.re[at] = (matrix.re[at] ?? 0) + (sums.re[tap] ?? 0);
            matrix.im[at] = (matrix.im[at] ?? 0) + (sums.im[tap] ?? 0);
          }
        }
      }
    }
  }

  /** Adds what past frames have in common with the present ones. */
  function addRight({ shape }: BinPrediction, count: number, right: ComplexValues): void {
    const origin = history - shape.delay;
    let at = 0;
    for (let target = 0; target < channels; target++) {
      const present = signals[target];
      if (!present) continue;
      multiplyReal(weights, present, history, count, product);
      for (let channel = 0; channel < channels; channel++) {
        const past = signals[channel];
        if (!past) continue;
        for (let tap = 0; tap < shape.taps; tap++, at++) addProducts(past, origin - tap, product, count, right, at);
      }
    }
  }

  function predict({ shape, filter }: BinPrediction, count: number): void {
    const origin = history - shape.delay;
    let at = 0;
    for (let target = 0; target < channels; target++) {
      const prediction = predictions[target];
      if (!prediction) continue;
      const { re, im } = prediction;
      re.fill(0, 0, count);
      im.fill(0, 0, count);
      for (let channel = 0; channel < channels; channel++) {
        const past = signals[channel];
        if (!past) continue;
        for (let tap = 0; tap < shape.taps; tap++, at++) {
          addFiltered(past, origin - tap, filter.re[at] ?? 0, filter.im[at] ?? 0, count, re, im);
        }
      }
    }
  }

  function solve({ shape, right, filter }: BinPrediction): void {
    const order = shape.channels * shape.taps;
    let trace = 0;
    for (let row = 0; row < order; row++) trace += matrix.re[triangleLength(row) + row] ?? 0;
    copy(right, filter);
    solveHermitian(order, matrix, (LOADING * trace) / order + NOTHING, filter, shape.channels);
  }

  return {
    history,
    signals,
    predictions,
    predict,
    learn(bin, count, memory) {
      scale(bin.matrix, memory);
      scale(bin.right, memory);
      const remembered = { re: bin.right.re.slice(), im: bin.right.im.slice() };
      const rounds = bin.learnt ? LATER_ROUNDS : FIRST_ROUNDS;
      for (let round = 1; round <= rounds; round++) {
        predict(bin, count);
        if (!weigh(count)) return;
        copy(bin.matrix, matrix);
        copy(remembered, bin.right);
        addMatrix(bin, count);
        addRight(bin, count, bin.right);
        if (round === rounds) copy(matrix, bin.matrix);
        solve(bin);
        bin.learnt = true;
      }
    },
  };
}
