import type { Pcm } from '@potoo/core';
import { keepEncoded } from '../audio/encoded-audio.ts';
import { encodeOutput, type OutputSettings } from './encode-output.ts';
import type { EngineCall } from './engine-call.ts';
import { levelBlocks } from './level-blocks.ts';

/** Encodes blocks as {@link encodeOutput} does, by way of the disk: an hour takes no more memory than a minute. */
export function encodeLongOutput(
  blocks: AsyncIterable<Pcm>,
  settings: OutputSettings,
  natural: { readonly sampleRate: number; readonly channels: number },
  call: Pick<EngineCall, 'media' | 'options' | 'signal' | 'lane'>,
): ReturnType<typeof encodeOutput> {
  const { signal } = call;
  const directory = call.options.tempDirectory;
  return encodeOutput(blocks, settings, natural, call, {
    keep: (parts) => keepEncoded(parts, directory),
    level: (source, targetLufs) => levelBlocks(source, targetLufs, { directory, signal }),
  });
}
