import type { Pcm } from '@potoo/core';
import type { AudioBytes } from '@potoo/core/audio';
import { FileTooLargeError } from '@potoo/core/errors';
import { collectBytes } from '../collect-bytes.ts';
import { writeInt16 } from '../wav/sample-encoding.ts';
import { MAX_WAV_BYTES, wavHeader } from '../wav-header.ts';

/** How a WAV file is written. */
export interface EncodeWavOptions {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** `true`: bytes leave as they come, and the header states an unknown length. `false`: it states the right one. */
  readonly streaming: boolean;
  readonly comment?: string | undefined;
  /** Keeps the values of a whole file until their number is known. @default In memory. */
  readonly keep?: ((chunks: AsyncIterable<Uint8Array>) => Promise<Uint8Array | AudioBytes>) | undefined;
}

/**
 * Writes blocks of the stated rate and channels as a 16-bit WAV file.
 * @throws {FileTooLargeError} When a whole file would exceed the 4 GiB that its header can state.
 */
export async function* encodeWav(
  blocks: AsyncIterable<Pcm>,
  options: EncodeWavOptions,
): AsyncGenerator<Uint8Array, void> {
  const { streaming, keep = inMemory, ...header } = options;
  if (streaming) {
    yield wavHeader(header);
    yield* encodePcm(blocks);
    return;
  }
  // The header comes first and states the length: the rest waits until that is known.
  const kept = await keep(withinWav(encodePcm(blocks)));
  yield wavHeader({ ...header, dataBytes: kept.byteLength });
  if (kept instanceof Uint8Array) yield kept;
  else yield* kept.stream();
}

function inMemory(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return collectBytes(chunks, 0);
}

async function* withinWav(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let dataBytes = 0;
  for await (const chunk of chunks) {
    dataBytes += chunk.length;
    if (dataBytes > MAX_WAV_BYTES) {
      throw new FileTooLargeError('The audio is longer than the 4 GiB that a WAV file can hold.', {
        reason: 'audio_too_long',
        hint: 'Ask for another format, such as flac or mp3.',
      });
    }
    yield chunk;
  }
}

/** Writes blocks as bare 16-bit little-endian values, interleaved. */
export async function* encodePcm(blocks: AsyncIterable<Pcm>): AsyncGenerator<Uint8Array, void> {
  for await (const { channels } of blocks) {
    if ((channels[0]?.length ?? 0) > 0) yield writeInt16(channels);
  }
}
