import type { Pcm } from '@potoo/core';
import type { PcmSource } from '../../audio/pcm-source.ts';
import { createGrid } from '../../dsp/separation/analysis-grid.ts';
import { spectrumReader, spectrumWriter } from '../../dsp/separation/spectra.ts';
import type { HostedAudio } from '../hosted-audio.ts';
import { readStretch } from './read-stretch.ts';

/** Windows and bins that the networks look at together. */
export const MASKED_WINDOWS = 512;
export const MASKED_BINS = 1024;
const SIZE = 4096;
const HOP = SIZE / 4;
/** Windows that begin before a sample and still hold it. */
const BEFORE = SIZE / HOP - 1;
/** Keeps the shares of silence from being nothing by nothing. */
const EPSILON = 1e-10;

/**
 * Splits a recording by networks that estimate the magnitude of one stem each: of every bin, a stem gets its share of the
 * squared estimates. Above the bins that the networks look at, the share is the mean of those below in its window, so that
 * the stems add up to the recording.
 *
 * R. Hennequin et al., Spleeter: a fast and efficient music source separation tool with pre-trained models, 2020; masks and
 * their extension as in https://github.com/deezer/spleeter/blob/master/spleeter/model/__init__.py
 * @param source - Stereo, 44,100 Hz.
 * @param estimate - From the magnitudes of 512 windows of 1024 bins, the left channel before the right, the same for each stem.
 */
export async function* separateBySpleeter(
  source: PcmSource,
  stems: number,
  estimate: (magnitudes: Float32Array) => Promise<readonly Float32Array[]>,
  { signal, onProgress }: HostedAudio['notes'],
): AsyncGenerator<Pcm[]> {
  const { frames, sampleRate } = source;
  const grid = createGrid(sampleRate, SIZE / sampleRate);
  const step = MASKED_WINDOWS * HOP;
  const span = step + BEFORE * HOP;
  // What a stretch shares with the next is held back until the windows of both are in it.
  let held = emptyStems(stems, BEFORE * HOP);
  for (let start = -BEFORE * HOP; start < frames; start += step) {
    signal.throwIfAborted();
    const stretch = await readStretch(source, start, span);
    const planes = stretch.map((channel) => planeOf(channel, grid));
    const masks = shares(await estimate(magnitudesOf(planes)));
    const sums = held.map((channels, stem) =>
      channels.map((head, channel) => {
        const sum = new Float32Array(span);
        sum.set(head);
        const write = spectrumWriter(sum, grid);
        for (let window = 0; window < MASKED_WINDOWS; window++)
          writeWindow(write, planes[channel], masks[stem], channel, window);
        return sum;
      }),
    );
    held = sums.map((channels) => channels.map((sum) => sum.slice(step)));
    const [from, to] = [Math.max(0, -start), Math.min(step, frames - start)];
    if (to > from) yield sums.map((channels) => ({ channels: channels.map((sum) => sum.slice(from, to)), sampleRate }));
    onProgress(Math.min(1, (start + step) / frames));
  }
}

/** Spectra of a stretch, window after window. */
interface SpectralPlane {
  readonly re: Float32Array;
  readonly im: Float32Array;
}

const BINS = SIZE / 2 + 1;

function planeOf(channel: Float32Array, grid: ReturnType<typeof createGrid>): SpectralPlane {
  const plane = { re: new Float32Array(MASKED_WINDOWS * BINS), im: new Float32Array(MASKED_WINDOWS * BINS) };
  const read = spectrumReader(channel, grid);
  for (let window = 0; window < MASKED_WINDOWS; window++) {
    const [from, to] = [window * BINS, (window + 1) * BINS];
    read(window + BEFORE, plane.re.subarray(from, to), plane.im.subarray(from, to));
  }
  return plane;
}

function magnitudesOf(planes: readonly SpectralPlane[]): Float32Array {
  const magnitudes = new Float32Array(planes.length * MASKED_WINDOWS * MASKED_BINS);
  for (const [channel, { re, im }] of planes.entries()) {
    for (let window = 0; window < MASKED_WINDOWS; window++) {
      const to = (channel * MASKED_WINDOWS + window) * MASKED_BINS;
      for (let bin = 0; bin < MASKED_BINS; bin++) {
        const from = window * BINS + bin;
        magnitudes[to + bin] = Math.hypot(re[from] ?? 0, im[from] ?? 0);
      }
    }
  }
  return magnitudes;
}

/** The share of each stem in each bin; together they are one. */
function shares(estimates: readonly Float32Array[]): Float32Array[] {
  const total = new Float32Array(estimates[0]?.length ?? 0);
  for (const values of estimates)
    for (let at = 0; at < total.length; at++) total[at] = (total[at] ?? 0) + (values[at] ?? 0) ** 2;
  return estimates.map((values) =>
    values.map((value, at) => (value * value + EPSILON / estimates.length) / ((total[at] ?? 0) + EPSILON)),
  );
}

const maskedRe = new Float32Array(BINS);
const maskedIm = new Float32Array(BINS);

function writeWindow(
  write: ReturnType<typeof spectrumWriter>,
  plane: SpectralPlane | undefined,
  mask: Float32Array | undefined,
  channel: number,
  window: number,
): void {
  if (!plane || !mask) return;
  const at = (channel * MASKED_WINDOWS + window) * MASKED_BINS;
  let sum = 0;
  for (let bin = 0; bin < MASKED_BINS; bin++) sum += mask[at + bin] ?? 0;
  const above = sum / MASKED_BINS;
  for (let bin = 0; bin < BINS; bin++) {
    const share = bin < MASKED_BINS ? (mask[at + bin] ?? 0) : above;
    maskedRe[bin] = share * (plane.re[window * BINS + bin] ?? 0);
    maskedIm[bin] = share * (plane.im[window * BINS + bin] ?? 0);
  }
  write(window + BEFORE, maskedRe, maskedIm);
}

function emptyStems(stems: number, length: number): Float32Array[][] {
  return Array.from({ length: stems }, () => [new Float32Array(length), new Float32Array(length)]);
}
