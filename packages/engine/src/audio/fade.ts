import type { Pcm } from '@potoo/core';

/**
 * A copy of the audio that fades in at its start and out at its end along a raised cosine, whose slope is zero at both
 * ends. Audio shorter than two fades gets shorter ones.
 */
export function fadeEdges(pcm: Pcm, seconds: number): Pcm {
  const length = pcm.channels[0]?.length ?? 0;
  const frames = Math.min(Math.round(seconds * pcm.sampleRate), length >> 1);
  const channels = pcm.channels.map((channel) => {
    const faded = channel.slice();
    for (let frame = 0; frame < frames; frame++) {
      const gain = 0.5 - 0.5 * Math.cos((Math.PI * (frame + 0.5)) / frames);
      faded[frame] = (faded[frame] ?? 0) * gain;
      faded[length - 1 - frame] = (faded[length - 1 - frame] ?? 0) * gain;
    }
    return faded;
  });
  return { channels, sampleRate: pcm.sampleRate };
}
