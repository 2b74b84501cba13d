import { solveHermitian, triangleLength } from './hermitian-system.ts';
import { type ComplexSums, lagSums } from './lagged-products.ts';

/** Which past frames one frame is predicted from: `taps` frames of every channel, the latest of them `delay` frames ago. */
export interface PredictionShape {
  readonly channels: number;
  readonly taps: number;
  readonly delay: number;
}

/** What is known of one bin: the normal equations of all that has been heard, and their solution. */
export interface BinPrediction {
  readonly shape: PredictionShape;
  readonly matrixRe: Float64Array;
  readonly matrixIm: Float64Array;
  /** `channels` right sides. */
  readonly rightRe: Float64Array;
  readonly rightIm: Float64Array;
  readonly filterRe: Float64Array;
  readonly filterIm: Float64Array;
  /** Whether something has been learnt. */
  learnt: boolean;
}

/** Makes the state of a bin of which nothing is known. */
export function newBinPrediction(shape: PredictionShape): BinPrediction {
  const unknowns = shape.channels * shape.taps;
  const [matrix, right] = [triangleLength(unknowns), shape.channels * unknowns];
  return {
    shape,
    matrixRe: new Float64Array(matrix),
    matrixIm: new Float64Array(matrix),
    rightRe: new Float64Array(right),
    rightIm: new Float64Array(right),
    filterRe: new Float64Array(right),
    filterIm: new Float64Array(right),
    learnt: false,
  };
}

/** How a filter is learnt. */
export interface Learning {
  /** Rounds of filter and power in turn. */
  readonly rounds: number;
  /** What the frames before these count for, 0 to 1. */
  readonly memory: number;
}

/** Powers below this share of the mean count as this share: what lies deeper is noise. */
const POWER_FLOOR = 1e-3;
/** Powers below this share of the mean are digital silence, which tells nothing of a room. */
const SILENCE = 1e-9;
/** Share of the matrix' mean diagonal that is added to its diagonal. */
const LOADING = 1e-6;

/**
 * Dereverberation of one frequency bin by weighted prediction error (Nakatani, Yoshioka, Kinoshita, Miyoshi & Juang 2010,
 * "Speech dereverberation based on variance-normalized delayed linear prediction"; for several channels Yoshioka & Nakatani
 * 2012): late reverberation is what the frames of some time ago predict. The error is weighted by the inverse power of the
 * speech itself, which is estimated in turn with the filter. The normal equations of earlier blocks are remembered, fading
 * (block-online WPE: Drude, Heymann, Boeddeker & Haeb-Umbach 2018, "NARA-WPE").
 *
 * One workspace serves all bins in turn: fill `signalRe` and `signalIm`, then learn, then predict.
 */
export interface DelayedPredictor {
  /** Frames before the block's first that a prediction can reach back to. */
  readonly history: number;
  /** Per channel: `history` frames, then those of the block. */
  readonly signalRe: readonly Float64Array[];
  readonly signalIm: readonly Float64Array[];
  /** Per channel: the block's frames as they are predicted. */
  readonly predictionRe: readonly Float64Array[];
  readonly predictionIm: readonly Float64Array[];
  /** Learns from the first `frames` frames of the block. */
  learn(bin: BinPrediction, frames: number, learning: Learning): void;
  /** Predicts them. */
  predict(bin: BinPrediction, frames: number): void;
}

/** Makes a workspace for shapes up to the given one and blocks up to `frames`. */
export function createDelayedPredictor({ channels, taps, delay }: PredictionShape, frames: number): DelayedPredictor {
  const history = delay + taps;
  const unknowns = channels * taps;
  const perChannel = (length: number) => Array.from({ length: channels }, () => new Float64Array(length));
  const [signalRe, signalIm] = [perChannel(history + frames), perChannel(history + frames)];
  const [predictionRe, predictionIm] = [perChannel(frames), perChannel(frames)];
  const power = new Float64Array(frames);
  const weights = new Float64Array(frames);
  const productRe = new Float64Array(history + frames);
  const productIm = new Float64Array(history + frames);
  const sums: ComplexSums = { re: new Float64Array(taps), im: new Float64Array(taps) };
  const workRe = new Float64Array(triangleLength(unknowns));
  const workIm = new Float64Array(triangleLength(unknowns));

  /** Fills the weights. @returns Whether there is anything to learn from. */
  function weigh(count: number): boolean {
    power.fill(0, 0, count);
    for (let channel = 0; channel < channels; channel++) {
      const [re, im] = [signalRe[channel] as Float64Array, signalIm[channel] as Float64Array];
      const [awayRe, awayIm] = [predictionRe[channel] as Float64Array, predictionIm[channel] as Float64Array];
      for (let t = 0, at = history; t < count; t++, at++) {
        const a = (re[at] ?? 0) - (awayRe[t] ?? 0);
        const b = (im[at] ?? 0) - (awayIm[t] ?? 0);
        power[t] = (power[t] ?? 0) + a * a + b * b;
      }
    }
    let mean = 0;
    for (let t = 0; t < count; t++) mean += power[t] ?? 0;
    mean /= count;
    if (!(mean > 1e-20)) return false;
    for (let t = 0; t < count; t++) {
      const before = power[t > 0 ? t - 1 : t] ?? 0;
      const after = power[t + 1 < count ? t + 1 : t] ?? 0;
      const smooth = (before + (power[t] ?? 0) + after) / 3;
      weights[t] = smooth < SILENCE * mean ? 0 : 1 / Math.max(smooth, POWER_FLOOR * mean);
    }
    return true;
  }

  /** Adds the block's normal equations to the given ones. */
  function accumulate({ shape }: BinPrediction, count: number, re: Float64Array, im: Float64Array): void {
    const lastTap = shape.taps - 1;
    const origin = history - shape.delay;
    for (let channel = 0; channel < shape.channels; channel++) {
      const [aRe, aIm] = [signalRe[channel] as Float64Array, signalIm[channel] as Float64Array];
      for (let other = 0; other <= channel; other++) {
        const [bRe, bIm] = [signalRe[other] as Float64Array, signalIm[other] as Float64Array];
        for (let ahead = other === channel ? 0 : -lastTap; ahead <= lastTap; ahead++) {
          const [first, last] = [Math.max(0, ahead), Math.min(lastTap, lastTap + ahead)];
          for (let at = origin - last; at < origin + count - first; at++) {
            const a = aRe[at] ?? 0;
            const b = aIm[at] ?? 0;
            const c = bRe[at + ahead] ?? 0;
            const d = bIm[at + ahead] ?? 0;
            productRe[at] = a * c + b * d;
            productIm[at] = b * c - a * d;
          }
          lagSums(weights, count, productRe, productIm, origin, first, last, sums);
          for (let tap = first; tap <= last; tap++) {
            const at = triangleLength(channel * shape.taps + tap) + other * shape.taps + tap - ahead;
            re[at] = (re[at] ?? 0) + (sums.re[tap] ?? 0);
            im[at] = (im[at] ?? 0) + (sums.im[tap] ?? 0);
          }
        }
      }
    }
  }

  /** Adds the block's right sides: what each past frame has in common with the present one. */
  function accumulateRight(bin: BinPrediction, count: number, rightRe: Float64Array, rightIm: Float64Array): void {
    const { shape } = bin;
    const origin = history - shape.delay;
    for (let target = 0; target < shape.channels; target++) {
      const [re, im] = [signalRe[target] as Float64Array, signalIm[target] as Float64Array];
      for (let t = 0; t < count; t++) {
        productRe[t] = (weights[t] ?? 0) * (re[history + t] ?? 0);
        productIm[t] = (weights[t] ?? 0) * (im[history + t] ?? 0);
      }
      for (let channel = 0; channel < shape.channels; channel++) {
        const [pastRe, pastIm] = [signalRe[channel] as Float64Array, signalIm[channel] as Float64Array];
        for (let tap = 0; tap < shape.taps; tap++) {
          let sumRe = 0;
          let sumIm = 0;
          for (let t = 0, at = origin - tap; t < count; t++, at++) {
            const a = pastRe[at] ?? 0;
            const b = pastIm[at] ?? 0;
            const c = productRe[t] ?? 0;
            const d = productIm[t] ?? 0;
            sumRe += a * c + b * d;
            sumIm += b * c - a * d;
          }
          const at = (target * shape.channels + channel) * shape.taps + tap;
          rightRe[at] = (rightRe[at] ?? 0) + sumRe;
          rightIm[at] = (rightIm[at] ?? 0) + sumIm;
        }
      }
    }
  }

  function solve(bin: BinPrediction): void {
    const order = bin.shape.channels * bin.shape.taps;
    workRe.set(bin.matrixRe);
    workIm.set(bin.matrixIm);
    bin.filterRe.set(bin.rightRe);
    bin.filterIm.set(bin.rightIm);
    let trace = 0;
    for (let row = 0; row < order; row++) trace += workRe[triangleLength(row) + row] ?? 0;
    const loading = (LOADING * trace) / order + 1e-30;
    solveHermitian(order, workRe, workIm, loading, bin.filterRe, bin.filterIm, bin.shape.channels);
  }

  function predict({ shape, filterRe, filterIm }: BinPrediction, count: number): void {
    const origin = history - shape.delay;
    for (let target = 0; target < shape.channels; target++) {
      const [re, im] = [predictionRe[target] as Float64Array, predictionIm[target] as Float64Array];
      re.fill(0, 0, count);
      im.fill(0, 0, count);
      for (let channel = 0; channel < shape.channels; channel++) {
        const [pastRe, pastIm] = [signalRe[channel] as Float64Array, signalIm[channel] as Float64Array];
        for (let tap = 0; tap < shape.taps; tap++) {
          const a = filterRe[(target * shape.channels + channel) * shape.taps + tap] ?? 0;
          const b = filterIm[(target * shape.channels + channel) * shape.taps + tap] ?? 0;
          for (let t = 0, at = origin - tap; t < count; t++, at++) {
            const c = pastRe[at] ?? 0;
            const d = pastIm[at] ?? 0;
            re[t] = (re[t] ?? 0) + a * c + b * d;
            im[t] = (im[t] ?? 0) + a * d - b * c;
          }
        }
      }
    }
  }

  return {
    history,
    signalRe,
    signalIm,
    predictionRe,
    predictionIm,
    predict,
    learn(bin, count, { rounds, memory }) {
      const remembered = [bin.matrixRe, bin.matrixIm, bin.rightRe, bin.rightIm];
      for (const values of remembered)
        for (let at = 0; at < values.length; at++) values[at] = memory * (values[at] ?? 0);
      const [matrixRe, matrixIm, rightRe, rightIm] = remembered.map((values) => values.slice());
      for (let round = 0; round < rounds; round++) {
        predict(bin, count);
        if (!weigh(count)) return;
        if (round > 0 && matrixRe && matrixIm && rightRe && rightIm) {
          bin.matrixRe.set(matrixRe);
          bin.matrixIm.set(matrixIm);
          bin.rightRe.set(rightRe);
          bin.rightIm.set(rightIm);
        }
        accumulate(bin, count, bin.matrixRe, bin.matrixIm);
        accumulateRight(bin, count, bin.rightRe, bin.rightIm);
        solve(bin);
        bin.learnt = true;
      }
    },
  };
}
