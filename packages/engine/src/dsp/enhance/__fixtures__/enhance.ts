import type { Pcm } from '@potoo/core';
import { gather } from '../../../audio/__fixtures__/signals.ts';
import { pcmSource } from '../../../audio/pcm-source.ts';
import { enhanceAudio } from '../enhance-audio.ts';
import type { EnhanceOptions } from '../enhance-options.ts';

/** Enhances audio in memory; nothing is switched on but what is said. */
export async function enhance(pcm: Pcm, options: Partial<EnhanceOptions>): Promise<Pcm> {
  const all = { denoise: false, clarity: false, superResolution: false, strength: 2, ...options } as const;
  return gather(enhanceAudio(pcmSource(pcm), all));
}

/** Enhances one channel. */
export async function enhanceMono(
  samples: Float32Array,
  sampleRate: number,
  options: Partial<EnhanceOptions>,
): Promise<Float32Array> {
  const { channels } = await enhance({ channels: [samples], sampleRate }, options);
  return channels[0] ?? new Float32Array(0);
}
