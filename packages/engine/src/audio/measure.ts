import type { Pcm } from '@potoo/core';

/** Highest absolute value over all channels, linear; 0 for no audio. */
export function peakLevel(pcm: Pcm): number {
  let peak = 0;
  for (const channel of pcm.channels) {
    for (const value of channel) {
      const magnitude = Math.abs(value);
      if (magnitude > peak) peak = magnitude;
    }
  }
  return peak;
}

/** Root mean square over all channels, linear; 0 for no audio. */
export function rmsLevel(pcm: Pcm): number {
  let sum = 0;
  let count = 0;
  for (const channel of pcm.channels) {
    for (const value of channel) sum += value * value;
    count += channel.length;
  }
  return count === 0 ? 0 : Math.sqrt(sum / count);
}

/** A linear level in decibels of full scale; -Infinity for silence. */
export function levelToDb(level: number): number {
  return 20 * Math.log10(level);
}

/** Decibels as a linear factor. */
export function dbToLevel(levelDb: number): number {
  return 10 ** (levelDb / 20);
}

/** A copy of the audio, louder or softer by a linear factor. */
export function applyGain(pcm: Pcm, gain: number): Pcm {
  return { channels: pcm.channels.map((channel) => channel.map((value) => value * gain)), sampleRate: pcm.sampleRate };
}
