import type { Pcm } from '@potoo/core';
import { createResampler } from './resample.ts';

/** Rate up to which audio is looked at between its values; from twice this on, values lie close enough by themselves. */
const OVERSAMPLED_RATE = 192_000;
const BLOCK_FRAMES = 16_384;

/** How many points per frame the peak is searched at: at least four up to 48 kHz (ITU-R BS.1770-5, annex 2). */
function oversampling(sampleRate: number): number {
  return Math.max(1, Math.min(8, Math.ceil(OVERSAMPLED_RATE / sampleRate)));
}

/** Highest absolute value of the waveform that the values stand for, also between them; linear. */
export function truePeakLevel(pcm: Pcm): number {
  return pcm.channels.reduce((peak, channel) => {
    const envelope = truePeakEnvelope(channel, pcm.sampleRate);
    return envelope.reduce((highest, value) => Math.max(highest, value), peak);
  }, 0);
}

/** The highest absolute value of the waveform from each frame to the next, per frame; linear. */
export function truePeakEnvelope(channel: Float32Array, sampleRate: number): Float32Array {
  const factor = oversampling(sampleRate);
  const envelope = new Float32Array(channel.length);
  const resampler = createResampler(sampleRate, sampleRate * factor, 1);
  let point = 0;
  const take = ([values = new Float32Array()]: Float32Array[]) => {
    for (const value of values) {
      const frame = Math.floor(point++ / factor);
      const magnitude = Math.abs(value);
      if (magnitude > (envelope[frame] ?? 0)) envelope[frame] = magnitude;
    }
  };
  // In blocks, so that an hour of audio is not held four times over.
  for (let start = 0; start < channel.length; start += BLOCK_FRAMES) {
    take(resampler.push([channel.subarray(start, start + BLOCK_FRAMES)]));
  }
  take(resampler.flush());
  return envelope;
}
