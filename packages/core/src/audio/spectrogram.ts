import type { Pcm } from './pcm.ts';

/** How loud each pitch is over time, for drawing it. */
export interface Spectrogram {
  /** Level per cell, 0 (80 dB under the loudest, or less) to 255 (the loudest); column by column, low pitches first. */
  readonly levels: Uint8Array;
  /** Steps of time. */
  readonly columns: number;
  /** Steps of pitch, evenly spaced on the mel scale. */
  readonly rows: number;
  /** Highest frequency, hertz. */
  readonly maxFrequency: number;
  /** Seconds. */
  readonly duration: number;
}

/** How a spectrogram is taken. */
export interface SpectrogramOptions {
  /** Most steps of time; short audio has fewer. @default 600 */
  readonly columns?: number;
  /** Steps of pitch. @default 96 */
  readonly rows?: number;
  /** Highest frequency, hertz; never above half the sample rate. @default 8000 */
  readonly maxFrequency?: number;
}

/** Decibels between the loudest cell and the darkest. */
const RANGE_DB = 80;

/** Seconds of one window: short enough for syllables, long enough for the pitch of a voice. */
const WINDOW_SECONDS = 0.04;

/**
 * Takes the spectrogram of the mean of all channels: Hann windows, mel-spaced rows of the highest power in their band.
 * @throws {RangeError} If `columns`, `rows` or `maxFrequency` is not positive.
 */
export function computeSpectrogram(pcm: Pcm, options: SpectrogramOptions = {}): Spectrogram {
  const { columns: most = 600, rows = 96, maxFrequency: wanted = 8000 } = options;
  for (const value of [most, rows, wanted]) {
    if (!(value > 0)) throw new RangeError(`Expected a positive number, got ${value}.`);
  }
  const { sampleRate, channels } = pcm;
  const frames = channels[0]?.length ?? 0;
  const maxFrequency = Math.min(wanted, sampleRate / 2);
  const size = 2 ** Math.ceil(Math.log2(Math.max(64, WINDOW_SECONDS * sampleRate)));
  const columns = Math.max(1, Math.min(most, Math.floor(frames / (size / 8))));
  const bands = melBands(rows, maxFrequency, sampleRate / size);
  const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (size - 1)));
  const powers = new Float64Array(columns * rows);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  let loudest = 0;
  for (let column = 0; column < columns; column++) {
    const start = Math.round(((column + 0.5) * frames) / columns - size / 2);
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (const channel of channels) sum += channel[start + i] ?? 0;
      real[i] = (sum / channels.length) * (hann[i] ?? 0);
    }
    imaginary.fill(0);
    transform(real, imaginary);
    for (const [row, [low, high]] of bands.entries()) {
      let power = 0;
      for (let bin = low; bin <= high; bin++)
        power = Math.max(power, (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2);
      powers[column * rows + row] = power;
      loudest = Math.max(loudest, power);
    }
  }
  const levels = Uint8Array.from(powers, (power) => {
    const decibels = power > 0 ? 10 * Math.log10(power / loudest) : -RANGE_DB;
    return Math.round(255 * Math.max(0, 1 + decibels / RANGE_DB));
  });
  return { levels, columns, rows, maxFrequency, duration: frames / sampleRate };
}

/** First and last bin of each row, evenly spaced on the mel scale (O'Shaughnessy, 1987). */
function melBands(rows: number, maxFrequency: number, binWidth: number): ReadonlyArray<readonly [number, number]> {
  const mel = (frequency: number) => 2595 * Math.log10(1 + frequency / 700);
  const frequency = (value: number) => 700 * (10 ** (value / 2595) - 1);
  const bin = (row: number) => frequency((mel(maxFrequency) * row) / rows) / binWidth;
  return Array.from({ length: rows }, (_, row) => {
    const low = Math.floor(bin(row));
    return [low, Math.max(low, Math.ceil(bin(row + 1)) - 1)] as const;
  });
}

/** In-place radix-2 Fourier transform (Cooley and Tukey, 1965); the length is a power of two. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j] ?? 0, real[i] ?? 0];
      [imaginary[i], imaginary[j]] = [imaginary[j] ?? 0, imaginary[i] ?? 0];
    }
  }
  for (let length = 2; length <= size; length *= 2) {
    const half = length / 2;
    for (let k = 0; k < half; k++) {
      const cos = Math.cos((-2 * Math.PI * k) / length);
      const sin = Math.sin((-2 * Math.PI * k) / length);
      for (let even = k; even < size; even += length) {
        const odd = even + half;
        const re = (real[odd] ?? 0) * cos - (imaginary[odd] ?? 0) * sin;
        const im = (real[odd] ?? 0) * sin + (imaginary[odd] ?? 0) * cos;
        real[odd] = (real[even] ?? 0) - re;
        imaginary[odd] = (imaginary[even] ?? 0) - im;
        real[even] = (real[even] ?? 0) + re;
        imaginary[even] = (imaginary[even] ?? 0) + im;
      }
    }
  }
}
