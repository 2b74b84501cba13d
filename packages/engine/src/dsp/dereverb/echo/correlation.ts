import { createRealFft } from '../../fft.ts';

/** Most lags that can be asked for at once. */
const MOST_LAGS = 32_768;

/**
 * Correlation of a signal with another that follows it: `Σ signal[t] · follower[t + lag]` for lags from 0 on, by FFT.
 * @param lags - At most 32,768.
 */
export function correlate(signal: Float32Array, follower: Float32Array, lags: number): Float64Array {
  if (lags > MOST_LAGS) throw new RangeError(`Expected at most ${MOST_LAGS} lags, got ${lags}.`);
  const size = Math.max(4096, 2 ** Math.ceil(Math.log2(2 * lags)));
  const fft = createRealFft(size);
  const hop = size - lags + 1;
  const bins = size / 2 + 1;
  const [re, im] = [new Float32Array(bins), new Float32Array(bins)];
  const [followerRe, followerIm] = [new Float32Array(bins), new Float32Array(bins)];
  const frame = new Float32Array(size);
  const correlation = new Float64Array(lags);
  for (let start = 0; start < signal.length; start += hop) {
    frame.fill(0).set(signal.subarray(start, start + hop));
    fft.forward(frame, re, im);
    frame.fill(0).set(follower.subarray(start, start + size));
    fft.forward(frame, followerRe, followerIm);
    for (let bin = 0; bin < bins; bin++) {
      const a = re[bin] ?? 0;
      const b = im[bin] ?? 0;
      const c = followerRe[bin] ?? 0;
      const d = followerIm[bin] ?? 0;
      re[bin] = a * c + b * d;
      im[bin] = a * d - b * c;
    }
    fft.inverse(re, im, frame);
    for (let lag = 0; lag < lags; lag++) correlation[lag] = (correlation[lag] ?? 0) + (frame[lag] ?? 0);
  }
  return correlation;
}
