import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AudioFormat, Pcm } from '@potoo/core';
import type { HostLimits, HostPool } from '../hosts/contract.ts';
import { createHostPool } from '../hosts/host-pool.ts';
import { siblingModule } from '../hosts/module-url.ts';
import type { DecodedAudio, DecodeOptions, EncodeOptions, Media } from './contract.ts';
import { createDecodedAudio } from './decode/decoded-audio.ts';
import { encodePcm, encodeWav } from './encode/encode-wav.ts';
import type { EncodeParams } from './encode/encoder-host.ts';
import { resolveEncodingSettings } from './encode/encoding-settings.ts';
import { keepEncoded } from './encoded-audio.ts';
import { reshape } from './reshape.ts';
import { untilAborted } from './until-aborted.ts';

/** How the media work is set up. */
export interface MediaOptions {
  /** Most decoder processes, and most encoder processes. @default As many as there are cores. */
  readonly processes?: number;
  /** Folder for files that are encoded as a whole; made when missing. @default The system's folder for temporary files. */
  readonly directory?: string;
  /** Replaces the pools' own bounds. */
  readonly limits?: Partial<HostLimits>;
}

/**
 * Sessions that one encoder runs at a time. Encoding speech is a hundred times faster than listening to it, so that a
 * process mostly waits for the audio, or for a slow reader: a session of its own for each of them costs next to nothing.
 */
const ENCODER_SESSIONS = 32;

/** What was decoded is worked on for longer than it took, and a decoder holds up to 160 MB: it starts again in 0.2 s. */
const DECODER_IDLE_MS = 15_000;

/**
 * Makes the part of the engine that decodes and encodes. WAV and PCM are read and written in process; everything else
 * runs FFmpeg's codecs in host processes, which start when first needed.
 */
export function createMedia(options: MediaOptions = {}): Media {
  const size = options.processes === undefined ? {} : { size: options.processes };
  const decoders = createHostPool({
    name: 'decoder',
    module: siblingModule(import.meta.url, './decode/decoder-host'),
    limits: { idleMs: DECODER_IDLE_MS, ...options.limits },
    ...size,
  });
  const encoders = createHostPool({
    name: 'encoder',
    module: siblingModule(import.meta.url, './encode/encoder-host'),
    limits: { concurrency: ENCODER_SESSIONS, ...options.limits },
    ...size,
  });
  return createMediaFrom({ decoders, encoders, directory: options.directory ?? tmpdir() });
}

/** What {@link createMediaFrom} needs. */
export interface MediaParts {
  readonly decoders: HostPool;
  readonly encoders: HostPool;
  /** Folder for files that are encoded as a whole. */
  readonly directory: string;
}

/** Makes media work on given pools. */
export function createMediaFrom({ decoders, encoders, directory }: MediaParts): Media {
  return {
    decode: (path: string, options: DecodeOptions): DecodedAudio => createDecodedAudio(decoders, path, options),
    encode: (blocks: AsyncIterable<Pcm>, options: EncodeOptions) => encode({ encoders, directory }, blocks, options),
    prepareToEncode: (format) => {
      if (!isOwnFormat(format)) encoders.warm().catch(() => {});
    },
    close: async () => {
      await Promise.all([decoders.close(), encoders.close()]);
    },
  };
}

type EncodeParts = Pick<MediaParts, 'encoders' | 'directory'>;

async function* encode(
  parts: EncodeParts,
  blocks: AsyncIterable<Pcm>,
  options: EncodeOptions,
): AsyncGenerator<Uint8Array, void> {
  options.signal?.throwIfAborted();
  const settings = resolveEncodingSettings(options.format, options);
  const comment = options.metadata?.comment;
  const { format, signal, streaming } = options;
  if (isOwnFormat(format)) {
    const shaped = reshape(untilAborted(blocks, signal), settings);
    yield* format === 'pcm'
      ? encodePcm(shaped)
      : encodeWav(shaped, { ...settings, streaming, comment, keep: (chunks) => keepEncoded(chunks, parts.directory) });
    return;
  }
  const params: EncodeParams = { format, settings, comment };
  if (streaming && format !== 'm4a') yield* encodeStream(parts, blocks, params, options);
  else yield* encodeFile(parts, blocks, params, options);
}

/** Formats that are written in process. */
function isOwnFormat(format: AudioFormat): format is 'wav' | 'pcm' {
  return format === 'wav' || format === 'pcm';
}

async function* encodeStream(
  { encoders }: EncodeParts,
  blocks: AsyncIterable<Pcm>,
  params: EncodeParams,
  { signal, lane }: EncodeOptions,
): AsyncGenerator<Uint8Array, void> {
  const call = encoders.open<Uint8Array, void>('encode', params, { signal, lane, input: blocks });
  yield* call;
  await call.result;
}

/**
 * Encodes into a file first, so that its header can be completed at the end, and the encoder is free again before a slow
 * reader has read it.
 */
async function* encodeFile(
  { encoders, directory }: EncodeParts,
  blocks: AsyncIterable<Pcm>,
  params: EncodeParams,
  { signal, lane }: EncodeOptions,
): AsyncGenerator<Uint8Array, void> {
  await mkdir(directory, { recursive: true });
  const folder = await mkdtemp(join(directory, 'potoo-encode-'));
  try {
    const path = join(folder, `audio.${params.format}`);
    await encoders.run<void>('encode', { ...params, path }, { signal, lane, input: blocks });
    yield* untilAborted(createReadStream(path), signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
