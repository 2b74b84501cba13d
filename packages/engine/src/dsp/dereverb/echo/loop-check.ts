import { correlate } from './correlation.ts';
import { addFiltered } from './short-filter.ts';
import { linearPrediction } from './toeplitz-system.ts';

const PREDICTION_ORDER = 32;
/** Multiples of the delay that are looked at: an echo of an echo is faint by the fourth, and a loop goes on. */
const FIRST_MULTIPLE = 4;
const LAST_MULTIPLE = 16;
/** Frames by which a multiple may be off. */
const TOLERANCE = 3;
/** A multiple as high as this share of the delay itself is no echo's. */
const LOOP_SHARE = 0.6;

/**
 * Whether a signal repeats itself after some time not because it has an echo, but because it is made that way: a metronome, a
 * drum computer, a loop. What repeats by intent goes on repeating, and an echo dies away.
 * @param stretches - Of one channel.
 * @param delay - Frames.
 */
export function repeatsByIntent(stretches: readonly Float32Array[], delay: number): boolean {
  const white = stretches.map(whitened);
  const likeness = (lag: number) => Math.abs(likenessAt(white, lag));
  const once = around(delay, likeness);
  for (let multiple = FIRST_MULTIPLE; multiple <= LAST_MULTIPLE; multiple++) {
    const lag = multiple * delay;
    if (!white.some(({ length }) => length > 2 * lag)) return false;
    if (around(lag, likeness) > LOOP_SHARE * once) return true;
  }
  return false;
}

function around(lag: number, likeness: (lag: number) => number): number {
  const middle = Math.round(lag);
  let most = 0;
  for (let offset = -TOLERANCE; offset <= TOLERANCE; offset++) most = Math.max(most, likeness(middle + offset));
  return most;
}

/** Correlation with what follows after a lag, -1 to 1. */
function likenessAt(signals: readonly Float32Array[], lag: number): number {
  let [product, before, after] = [0, 0, 0];
  for (const signal of signals) {
    for (let t = lag; t < signal.length; t++) {
      const a = signal[t - lag] ?? 0;
      const b = signal[t] ?? 0;
      product += a * b;
      before += a * a;
      after += b * b;
    }
  }
  return product === 0 ? 0 : product / Math.sqrt(before * after);
}

function whitened(signal: Float32Array): Float32Array {
  const filter = linearPrediction(correlate(signal, signal, PREDICTION_ORDER + 1));
  const output = new Float32Array(signal.length);
  addFiltered(output, 0, signal.length, signal, 0, Float32Array.from(filter), 1);
  return output;
}
