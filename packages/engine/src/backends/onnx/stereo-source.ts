import type { Pcm } from '@potoo/core';
import type { PcmSource } from '../../audio/pcm-source.ts';

/** A recording with two channels, and the way back to as many as it had. */
export interface StereoSource {
  readonly stereo: PcmSource;
  back(block: Pcm): Pcm;
}

/** Networks that were made for stereo hear one channel twice; their two answers are averaged. */
export function asStereo(source: PcmSource): StereoSource {
  if (source.channels === 2) return { stereo: source, back: (block) => block };
  const stereo: PcmSource = {
    ...source,
    channels: 2,
    async *read(options) {
      for await (const { channels, sampleRate } of source.read(options)) {
        const [only = new Float32Array()] = channels;
        yield { channels: [only, only], sampleRate };
      }
    },
  };
  return {
    stereo,
    back({ channels: [left = new Float32Array(), right = left], sampleRate }) {
      return { channels: [left.map((value, at) => (value + (right[at] ?? 0)) / 2)], sampleRate };
    },
  };
}
