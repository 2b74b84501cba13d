import type { Pcm } from '@potoo/core';
import type { PcmSource } from '../../audio/pcm-source.ts';
import type { HostedAudio } from '../hosted-audio.ts';
import { readStretch } from './read-stretch.ts';

/** How a recording is cut for a network that hears some seconds at a time. Frames. */
export interface StretchPlan {
  readonly length: number;
  /** What neighbours share; they are faded into each other there. */
  readonly overlap: number;
  /** The network answers in whole steps; stretches begin and end on one. */
  readonly step: number;
}

/**
 * Converts a mono recording stretch by stretch, so that a long one needs no more memory than a short one.
 * @param convert - Gives as many samples as it takes: a multiple of the step.
 */
export async function* convertStretches(
  source: PcmSource,
  { length, overlap, step }: StretchPlan,
  convert: (samples: Float32Array) => Promise<Float32Array>,
  { signal, onProgress }: HostedAudio['notes'],
): AsyncGenerator<Pcm> {
  const { frames, sampleRate } = source;
  let fading = new Float32Array();
  for (let start = 0; start < frames; start += length - overlap) {
    signal.throwIfAborted();
    const wanted = Math.min(length, frames - start);
    const isLast = start + wanted >= frames;
    // A few hundred samples are too few for most networks: silence after the end makes them half a stretch of overlap.
    const heard = step * Math.ceil(Math.max(wanted, overlap) / step);
    const [samples = new Float32Array()] = await readStretch(source, start, heard);
    const made = new Float32Array(wanted);
    made.set((await convert(samples)).subarray(0, wanted));
    for (const [at, value] of fading.entries()) {
      const share = (at + 1) / (fading.length + 1);
      made[at] = share * (made[at] ?? 0) + (1 - share) * value;
    }
    const finished = isLast ? wanted : wanted - overlap;
    fading = made.slice(finished);
    yield { channels: [made.subarray(0, finished)], sampleRate };
    onProgress(Math.min(1, (start + finished) / frames));
    if (isLast) return;
  }
}
