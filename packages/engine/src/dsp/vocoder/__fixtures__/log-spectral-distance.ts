import { createRealFft } from '../../fft.ts';

const SIZE = 1024;
const BANDS = 24;
const LOWEST = 80;
const HIGHEST = 8000;
/** Frames this far below the loudest do not count, decibels. */
const RANGE_DB = 40;

/**
 * Distance of two sounds' spectra, decibels: the root mean square over 24 bands of the mel scale, averaged over the frames
 * of 10 ms in which the first is at most 40 dB below its loudest.
 * @returns The distance, and by how much the second is louder over all.
 */
export function logSpectralDistance(
  first: Float32Array,
  second: Float32Array,
  sampleRate: number,
): { distance: number; bias: number } {
  const hop = Math.round(sampleRate / 100);
  const pairs: Array<readonly [Float64Array, Float64Array]> = [];
  for (let at = 0; at + SIZE <= first.length; at += hop) {
    pairs.push([bandLevels(first, at, sampleRate), bandLevels(second, at, sampleRate)]);
  }
  const loudest = Math.max(...pairs.map(([levels]) => Math.max(...levels)));
  const heard = pairs.filter(([levels]) => Math.max(...levels) > loudest - RANGE_DB);
  let distance = 0;
  let bias = 0;
  for (const [one, other] of heard) {
    const differences = one.map((level, band) => (other[band] ?? 0) - level);
    distance += Math.sqrt(differences.reduce((sum, value) => sum + value * value, 0) / BANDS) / heard.length;
    bias += differences.reduce((sum, value) => sum + value, 0) / BANDS / heard.length;
  }
  return { distance, bias };
}

function bandLevels(samples: Float32Array, start: number, sampleRate: number): Float64Array {
  const windowed = Float32Array.from(
    { length: SIZE },
    (_, index) => (samples[start + index] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / SIZE)),
  );
  const re = new Float32Array(SIZE / 2 + 1);
  const im = new Float32Array(SIZE / 2 + 1);
  createRealFft(SIZE).forward(windowed, re, im);
  const low = mel(LOWEST);
  const high = mel(Math.min(HIGHEST, sampleRate / 2));
  const binOf = (band: number) => Math.round((hertzOf(low + ((high - low) * band) / BANDS) * SIZE) / sampleRate);
  return Float64Array.from({ length: BANDS }, (_, band) => {
    const from = binOf(band);
    const to = Math.max(from + 1, binOf(band + 1));
    let power = 1e-12;
    for (let bin = from; bin < to; bin++) power += (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
    return 10 * Math.log10(power / (to - from));
  });
}

function mel(hertz: number): number {
  return 1127 * Math.log(1 + hertz / 700);
}

function hertzOf(value: number): number {
  return 700 * (Math.exp(value / 1127) - 1);
}
