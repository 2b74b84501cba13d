import type { Pcm } from '@potoo/core';
import { applyGain, peakLevel } from './measure.ts';
import { truePeakEnvelope } from './true-peak.ts';

/** How long before a peak the gain begins to fall, and after it to rise, seconds. */
const LOOK_SECONDS = 0.005;
/** Room for what a changing gain itself does between two values. */
const MARGIN = 0.99;
/** A waveform whose values all lie below this share of the ceiling stays below it between them too, in any real audio. */
const SAFE_SHARE = 0.5;

/** Applies gains to one piece of audio, and keeps its true peak below a ceiling. */
export interface PeakLimiter {
  /**
   * Gives the audio louder or softer, with every peak that would rise above the ceiling turned down along smooth curves.
   * All channels share one curve, so that the image between two loudspeakers does not move.
   * @param gain - Linear.
   * @param ceiling - Highest true peak, linear.
   */
  apply(gain: number, ceiling: number): { readonly pcm: Pcm; readonly limited: boolean };
}

/** Makes a limiter for one piece of audio; its peaks are searched once, and only if a gain comes near the ceiling. */
export function createPeakLimiter(pcm: Pcm): PeakLimiter {
  const highest = peakLevel(pcm);
  let envelope: Float32Array | undefined;
  return {
    apply(gain, ceiling) {
      const louder = applyGain(pcm, gain);
      if (highest * gain < ceiling * SAFE_SHARE) return { pcm: louder, limited: false };
      envelope ??= sharedEnvelope(pcm);
      const needed = neededGain(envelope, (ceiling * MARGIN) / gain);
      return needed ? { pcm: applyCurve(louder, needed), limited: true } : { pcm: louder, limited: false };
    },
  };
}

/** The highest true peak of all channels, per frame. */
function sharedEnvelope({ channels, sampleRate }: Pcm): Float32Array {
  const shared = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    for (const [frame, peak] of truePeakEnvelope(channel, sampleRate).entries()) {
      if (peak > (shared[frame] ?? 0)) shared[frame] = peak;
    }
  }
  return shared;
}

/** The gain that each frame needs by itself; undefined when none needs any. */
function neededGain(envelope: Float32Array, ceiling: number): Float32Array | undefined {
  let gain: Float32Array | undefined;
  for (const [frame, peak] of envelope.entries()) {
    if (peak <= ceiling) continue;
    gain ??= new Float32Array(envelope.length).fill(1);
    // The envelope of a frame reaches up to the next one, so that both are turned down.
    for (const near of [frame, Math.min(frame + 1, gain.length - 1)]) {
      gain[near] = Math.min(gain[near] ?? 1, ceiling / peak);
    }
  }
  return gain;
}

/**
 * The lowest gain that is needed anywhere near is held, and then averaged over the same distance: the average is never
 * above what the frame in the middle needs.
 */
function applyCurve({ channels, sampleRate }: Pcm, gain: Float32Array): Pcm {
  const look = Math.max(1, Math.round(LOOK_SECONDS * sampleRate));
  const smooth = movingAverage(slidingMinimum(gain, look), look);
  return {
    channels: channels.map((channel) => channel.map((value, frame) => value * (smooth[frame] ?? 1))),
    sampleRate,
  };
}

/** The lowest value within a distance of each. Source: the monotonic queue of D. Lemire, arXiv:cs/0610046. */
function slidingMinimum(values: Float32Array, distance: number): Float32Array {
  const minimum = new Float32Array(values.length);
  const queue = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  for (let index = 0; index < values.length + distance; index++) {
    if (index < values.length) {
      const value = values[index] ?? 1;
      while (tail > head && (values[queue[tail - 1] ?? 0] ?? 1) >= value) tail--;
      queue[tail++] = index;
    }
    const center = index - distance;
    if (center < 0) continue;
    while ((queue[head] ?? 0) < center - distance) head++;
    minimum[center] = values[queue[head] ?? 0] ?? 1;
  }
  return minimum;
}

/** The mean of the values within a distance of each; beyond the ends the gain is 1. */
function movingAverage(values: Float32Array, distance: number): Float32Array {
  const width = 2 * distance + 1;
  const average = new Float32Array(values.length);
  let sum = distance + Math.max(0, distance + 1 - values.length);
  for (const value of values.subarray(0, distance + 1)) sum += value;
  for (let index = 0; index < values.length; index++) {
    average[index] = sum / width;
    sum += (values[index + distance + 1] ?? 1) - (values[index - distance] ?? 1);
  }
  return average;
}
