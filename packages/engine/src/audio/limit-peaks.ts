import type { Pcm } from '@potoo/core';
import { peakLevel } from './measure.ts';
import { truePeakEnvelope } from './true-peak.ts';

/** How long before a peak the gain begins to fall, and after it to rise, seconds. */
const LOOK_SECONDS = 0.005;
/** Room for what a changing gain itself does between two values. */
const MARGIN = 0.99;
/** The waveform between values never exceeds the highest of them by more than this in practice: below it nothing is to do. */
const SAFE_OVERSHOOT = 0.5;

/**
 * Limits the true peak, turning the gain down around each peak and up again along smooth curves. All channels share one
 * gain, so that the image between two loudspeakers does not move.
 * @param ceiling - Highest true peak, linear.
 * @returns The audio itself when no peak is too high.
 */
export function limitPeaks(pcm: Pcm, ceiling: number): Pcm {
  if (peakLevel(pcm) < ceiling * SAFE_OVERSHOOT) return pcm;
  const gain = neededGain(pcm, ceiling * MARGIN);
  if (!gain) return pcm;
  const look = Math.max(1, Math.round(LOOK_SECONDS * pcm.sampleRate));
  // The lowest gain that is needed anywhere near is held, and then averaged over the same distance: the average is
  // never above what the frame in the middle needs.
  const smooth = movingAverage(slidingMinimum(gain, look), look);
  const channels = pcm.channels.map((channel) => channel.map((value, frame) => value * (smooth[frame] ?? 1)));
  return { channels, sampleRate: pcm.sampleRate };
}

/** The gain that each frame needs by itself; undefined when none needs any. */
function neededGain(pcm: Pcm, ceiling: number): Float32Array | undefined {
  const gain = new Float32Array(pcm.channels[0]?.length ?? 0).fill(1);
  let limited = false;
  for (const channel of pcm.channels) {
    for (const [frame, peak] of truePeakEnvelope(channel, pcm.sampleRate).entries()) {
      if (peak <= ceiling) continue;
      limited = true;
      // The envelope of a frame reaches up to the next one, so that both are turned down.
      for (const near of [frame, Math.min(frame + 1, gain.length - 1)]) {
        gain[near] = Math.min(gain[near] ?? 1, ceiling / peak);
      }
    }
  }
  return limited ? gain : undefined;
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
  let sum = distance;
  for (let index = 0; index < Math.min(distance + 1, values.length); index++) sum += values[index] ?? 1;
  sum += Math.max(0, distance + 1 - values.length);
  for (let index = 0; index < values.length; index++) {
    average[index] = sum / width;
    sum += (values[index + distance + 1] ?? 1) - (values[index - distance] ?? 1);
  }
  return average;
}
