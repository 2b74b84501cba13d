import { createRealFft } from '../../dsp/fft.ts';

/**
 * Convolves a signal with an impulse response, by overlap-add.
 * @param response - Shorter than 65,536 frames.
 * @returns As many frames as both have together, less one.
 */
export function convolve(signal: Float32Array, response: Float32Array): Float32Array {
  const size = Math.min(65_536, Math.max(1024, 2 ** Math.ceil(Math.log2(2 * response.length))));
  const fft = createRealFft(size);
  const hop = size - response.length + 1;
  const bins = size / 2 + 1;
  const [filterRe, filterIm] = [new Float32Array(bins), new Float32Array(bins)];
  const [re, im] = [new Float32Array(bins), new Float32Array(bins)];
  const frame = new Float32Array(size);
  const output = new Float32Array(signal.length + response.length - 1);
  frame.set(response);
  fft.forward(frame, filterRe, filterIm);
  for (let start = 0; start < signal.length; start += hop) {
    frame.fill(0).set(signal.subarray(start, start + hop));
    fft.forward(frame, re, im);
    multiply(re, im, filterRe, filterIm);
    fft.inverse(re, im, frame);
    const stop = Math.min(size, output.length - start);
    for (let index = 0; index < stop; index++)
      output[start + index] = (output[start + index] ?? 0) + (frame[index] ?? 0);
  }
  return output;
}

/** Multiplies complex values by others, in place. */
function multiply(re: Float32Array, im: Float32Array, byRe: Float32Array, byIm: Float32Array): void {
  for (let bin = 0; bin < re.length; bin++) {
    const a = re[bin] ?? 0;
    const b = im[bin] ?? 0;
    const c = byRe[bin] ?? 0;
    const d = byIm[bin] ?? 0;
    re[bin] = a * c - b * d;
    im[bin] = a * d + b * c;
  }
}
