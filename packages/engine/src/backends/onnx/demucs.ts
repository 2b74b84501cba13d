import type { Pcm } from '@potoo/core';
import type { PcmSource } from '../../audio/pcm-source.ts';
import type { HostedAudio } from '../hosted-audio.ts';
import { readStretch } from './read-stretch.ts';

/** Frames that the network takes: 7.8 s at 44,100 Hz, as it was trained. */
export const DEMUCS_SEGMENT = 343_980;
/** Neighbouring segments share a quarter. */
const STRIDE = (DEMUCS_SEGMENT * 3) / 4;

/**
 * Splits a recording by a network that takes segments and gives all stems of each. Neighbours overlap and are faded into
 * each other by weights that rise and fall along a line, as `apply_model` of Demucs does. The network itself levels what it
 * hears, spectra and transform being part of its graph.
 *
 * S. Rouard, F. Massa, A. Défossez, Hybrid transformers for music source separation, 2023;
 * https://github.com/facebookresearch/demucs/blob/main/demucs/apply.py
 * @param source - Stereo, 44,100 Hz.
 * @param separate - From a segment, the left channel before the right, the same of each stem, stem after stem.
 */
export async function* separateByDemucs(
  source: PcmSource,
  stems: number,
  separate: (segment: Float32Array) => Promise<Float32Array>,
  { signal, onProgress }: HostedAudio['notes'],
): AsyncGenerator<Pcm[]> {
  const { frames, sampleRate } = source;
  const fade = fadeWeights(DEMUCS_SEGMENT);
  const rows = 2 * stems;
  const sums = Array.from({ length: rows }, () => new Float32Array(DEMUCS_SEGMENT));
  const weights = new Float32Array(DEMUCS_SEGMENT);
  for (let start = 0; start < frames; start += STRIDE) {
    signal.throwIfAborted();
    const [left, right] = await readStretch(source, start, DEMUCS_SEGMENT);
    const segment = new Float32Array(2 * DEMUCS_SEGMENT);
    if (left && right) {
      segment.set(left);
      segment.set(right, DEMUCS_SEGMENT);
    }
    const made = await separate(segment);
    for (const [row, sum] of sums.entries()) addWeighted(sum, made.subarray(row * DEMUCS_SEGMENT), fade);
    addWeighted(weights, fade, ONES);
    // The last segment has no neighbour that would finish it.
    const isLast = start + STRIDE >= frames;
    const length = Math.min(isLast ? DEMUCS_SEGMENT : STRIDE, frames - start);
    const finished = sums.map((sum) => sum.subarray(0, length).map((value, at) => value / (weights[at] ?? 1)));
    yield Array.from({ length: stems }, (_, stem) => ({
      channels: finished.slice(2 * stem, 2 * stem + 2),
      sampleRate,
    }));
    for (const values of [...sums, weights]) values.copyWithin(0, STRIDE).fill(0, DEMUCS_SEGMENT - STRIDE);
    onProgress(Math.min(1, (start + STRIDE) / frames));
  }
}

const ONES = new Float32Array(DEMUCS_SEGMENT).fill(1);

/** Rises to one in the middle and falls again; nowhere nothing. */
export function fadeWeights(length: number): Float32Array {
  const half = Math.floor(length / 2);
  const most = length - half;
  return Float32Array.from({ length }, (_, at) => (at < half ? at + 1 : length - at) / most);
}

function addWeighted(sum: Float32Array, values: Float32Array, weights: Float32Array): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (values[at] ?? 0) * (weights[at] ?? 0);
}
