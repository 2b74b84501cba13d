import { resample } from '../../audio/resample.ts';
import { correlate } from '../../dsp/dereverb/echo/correlation.ts';
import { linearPrediction } from '../../dsp/dereverb/echo/toeplitz-system.ts';
import { createRealFft } from '../../dsp/fft.ts';

/** Hertz: where responses are measured. What speech holds above half of it is too little to say anything. */
export const MEASURING_RATE = 16_000;

const PREDICTION_ORDER = 32;
/** Share of the energy that is added to the diagonal: what the dry signal does not excite stays near zero. */
const REGULARIZATION = 1e-3;
const ROUNDS = 100;

/**
 * The impulse response that leads from a dry signal to what was made of it, by least squares: the linear part of whatever
 * happened. What a process did that no response explains (noise, gains that move) spreads over all of it.
 *
 * Both signals are whitened by the linear prediction of the dry one, which leaves the response as it is and makes the
 * normal equations well-conditioned; these are Toeplitz and solved by conjugate gradients, their product by FFT.
 * @param dry - Mono.
 * @param output - Mono, not earlier than the dry signal.
 * @param sampleRate - Of both, hertz.
 * @param seconds - Length of the response, at most 2.
 * @returns The response at {@link MEASURING_RATE}, or at the signals' rate when that is lower.
 */
export function effectiveResponse(
  dry: Float32Array,
  output: Float32Array,
  sampleRate: number,
  seconds: number,
): { readonly response: Float32Array; readonly sampleRate: number } {
  const rate = Math.min(sampleRate, MEASURING_RATE);
  const [from = dry, to = output] = [dry, output].map(
    (signal) => resample({ channels: [signal], sampleRate }, rate).channels[0],
  );
  const taps = Math.round(seconds * rate);
  const predictor = linearPrediction(correlate(from, from, PREDICTION_ORDER + 1));
  const [source, result] = [whiten(from, predictor), whiten(to, predictor)];
  const autocorrelation = correlate(source, source, taps);
  autocorrelation[0] = (autocorrelation[0] ?? 0) * (1 + REGULARIZATION);
  const response = solveToeplitz(autocorrelation, correlate(source, result, taps));
  return { response, sampleRate: rate };
}

function whiten(signal: Float32Array, filter: Float64Array): Float32Array {
  return signal.map((_, frame) => {
    let sum = 0;
    for (let tap = 0; tap < filter.length && tap <= frame; tap++)
      sum += (filter[tap] ?? 0) * (signal[frame - tap] ?? 0);
    return sum;
  });
}

/** Solves a symmetric Toeplitz system by conjugate gradients (Hestenes & Stiefel 1952). */
function solveToeplitz(firstColumn: Float64Array, right: Float64Array): Float32Array {
  const taps = right.length;
  const multiply = toeplitzProduct(firstColumn);
  const solution = new Float64Array(taps);
  const residual = right.slice();
  const direction = right.slice();
  const product = new Float64Array(taps);
  const start = dot(residual, residual);
  let error = start;
  for (let round = 0; round < ROUNDS && error > 1e-8 * start; round++) {
    multiply(direction, product);
    const step = error / dot(direction, product);
    for (let tap = 0; tap < taps; tap++) {
      solution[tap] = (solution[tap] ?? 0) + step * (direction[tap] ?? 0);
      residual[tap] = (residual[tap] ?? 0) - step * (product[tap] ?? 0);
    }
    const next = dot(residual, residual);
    for (let tap = 0; tap < taps; tap++) direction[tap] = (residual[tap] ?? 0) + (next / error) * (direction[tap] ?? 0);
    error = next;
  }
  return Float32Array.from(solution);
}

/** Product of a symmetric Toeplitz matrix and a vector: a circular convolution of twice the length. */
function toeplitzProduct(firstColumn: Float64Array): (vector: Float64Array, product: Float64Array) => void {
  const taps = firstColumn.length;
  const size = Math.max(64, 2 ** Math.ceil(Math.log2(2 * taps)));
  const fft = createRealFft(size);
  const bins = size / 2 + 1;
  const [matrixRe, matrixIm] = [new Float32Array(bins), new Float32Array(bins)];
  const [re, im] = [new Float32Array(bins), new Float32Array(bins)];
  const frame = new Float32Array(size);
  for (let tap = 0; tap < taps; tap++) {
    frame[tap] = firstColumn[tap] ?? 0;
    frame[(size - tap) % size] = firstColumn[tap] ?? 0;
  }
  fft.forward(frame, matrixRe, matrixIm);
  return (vector, product) => {
    frame.fill(0).set(vector);
    fft.forward(frame, re, im);
    for (let bin = 0; bin < re.length; bin++) {
      // The matrix is symmetric, so that its transform is real.
      re[bin] = (re[bin] ?? 0) * (matrixRe[bin] ?? 0);
      im[bin] = (im[bin] ?? 0) * (matrixRe[bin] ?? 0);
    }
    fft.inverse(re, im, frame);
    for (let tap = 0; tap < taps; tap++) product[tap] = frame[tap] ?? 0;
  };
}

function dot(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0);
}
