import { createRealFft } from '../../dsp/fft.ts';

/** A spectrogram: rows of `bins` magnitudes, one row per frame, one after the other. */
export interface Spectrogram {
  readonly rows: Float32Array;
  readonly frames: number;
  readonly bins: number;
}

const SIZE = 1024;
const HOP = 256;
/** Keeps the root away from nothing, as in training. */
const FLOOR = 1e-6;

const WINDOW = Float32Array.from({ length: SIZE }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / SIZE));

/**
 * The linear spectrogram of VITS, as OpenVoice takes it: a periodic Hann window of 1024 samples every 256, the ends mirrored, so that
 * `n` samples give `n / 256` frames, rounded down.
 *
 * Source: `spectrogram_torch` of https://github.com/myshell-ai/OpenVoice/blob/main/openvoice/mel_processing.py
 * @param samples - More than 384.
 */
export function magnitudeSpectrogram(samples: Float32Array): Spectrogram {
  const frames = Math.floor(samples.length / HOP);
  const bins = SIZE / 2 + 1;
  const edge = (SIZE - HOP) / 2;
  const fft = createRealFft(SIZE);
  const [frame, re, im] = [new Float32Array(SIZE), new Float32Array(bins), new Float32Array(bins)];
  const rows = new Float32Array(frames * bins);
  const last = samples.length - 1;
  for (let index = 0; index < frames; index++) {
    for (let at = 0; at < SIZE; at++) {
      const place = Math.abs(index * HOP + at - edge);
      frame[at] = (WINDOW[at] ?? 0) * (samples[place > last ? 2 * last - place : place] ?? 0);
    }
    fft.forward(frame, re, im);
    for (let bin = 0; bin < bins; bin++) {
      rows[index * bins + bin] = Math.sqrt((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2 + FLOOR);
    }
  }
  return { rows, frames, bins };
}

/** The same values, bin by bin instead of frame by frame. */
export function transposed({ rows, frames, bins }: Spectrogram): Float32Array {
  const columns = new Float32Array(rows.length);
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++) columns[bin * frames + frame] = rows[frame * bins + bin] ?? 0;
  }
  return columns;
}
