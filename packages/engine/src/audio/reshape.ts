import type { Pcm } from '@potoo/core';
import { mixChannels } from './mix.ts';
import { createResampler, type Resampler } from './resample.ts';

/** What audio should become. */
export interface Shape {
  /** Hertz. @default As it is. */
  readonly sampleRate?: number | undefined;
  /** @default As it is. */
  readonly channels?: number | undefined;
}

/**
 * Resamples and mixes a stream of blocks. The blocks of the stream are of one rate and channel count.
 *
 * Fewer channels are mixed before resampling and more after it, so that the costly part sees as few as possible.
 */
export async function* reshape(blocks: AsyncIterable<Pcm>, shape: Shape): AsyncGenerator<Pcm, void> {
  let resampler: Resampler | undefined;
  const finished = (channels: readonly Float32Array[], sampleRate: number): Pcm => ({
    channels: mixChannels(channels, shape.channels ?? channels.length),
    sampleRate,
  });
  for await (const pcm of blocks) {
    const target = shape.sampleRate ?? pcm.sampleRate;
    const channels = mixChannels(pcm.channels, Math.min(shape.channels ?? pcm.channels.length, pcm.channels.length));
    resampler ??= target === pcm.sampleRate ? PASS : createResampler(pcm.sampleRate, target, channels.length);
    const output = resampler === PASS ? channels : resampler.push(channels);
    if ((output[0]?.length ?? 0) > 0) yield finished(output, target);
  }
  const rest = resampler?.flush() ?? [];
  if ((rest[0]?.length ?? 0) > 0 && shape.sampleRate !== undefined) yield finished(rest, shape.sampleRate);
}

/** Stands for no resampling, where even a copy would be too much. */
const PASS: Resampler = { push: (channels) => [...channels], flush: () => [] };
