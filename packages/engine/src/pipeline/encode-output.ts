import type { AudioFormat, Pcm, Warning } from '@potoo/core';
import { type AudioBytes, AudioOutput } from '@potoo/core/audio';
import { collectBytes } from '../audio/collect-bytes.ts';
import type { Media } from '../audio/contract.ts';
import { normalizeLoudness } from '../audio/loudness.ts';
import { countSeconds } from './count-seconds.ts';
import type { EngineCall } from './engine-call.ts';
import { joinPcm } from './join-pcm.ts';
import { settleOutput } from './settle-output.ts';

/** Room for what comes before the audio. */
const HEADER_BYTES = 4096;
/** Bits that a value takes, about. */
const LOSSLESS_BITS: Partial<Readonly<Record<AudioFormat, number>>> = { wav: 16, pcm: 16, flac: 11 };

/** How a result is written. */
export interface OutputSettings {
  readonly format: AudioFormat;
  readonly bitrate: number;
  readonly sampleRate?: number | undefined;
  readonly channels?: 'mono' | 'stereo' | undefined;
  readonly loudness?: number | undefined;
}

/** Where a result is while it is made. */
export interface OutputShelf {
  /** Takes what is encoded. @param expected - Bytes, about. */
  keep(parts: AsyncIterable<Uint8Array>, expected: number): Promise<Uint8Array<ArrayBuffer> | AudioBytes>;
  /** The blocks at another loudness. */
  level(blocks: AsyncIterable<Pcm>, targetLufs: number): AsyncIterable<Pcm>;
}

/** All of it in memory: right where it is short, and where there is no disk. */
const IN_MEMORY: OutputShelf = { keep: collectBytes, level: levelled };

/**
 * Encodes blocks into a whole file.
 * @param natural - What the blocks have by themselves; written where nothing else was asked for. Their length, in seconds, need
 * not be exact.
 */
export async function encodeOutput(
  blocks: AsyncIterable<Pcm>,
  settings: OutputSettings,
  natural: { readonly sampleRate: number; readonly channels: number; readonly duration?: number },
  { media, signal, lane }: Pick<EngineCall, 'signal' | 'lane'> & { readonly media: Pick<Media, 'encode'> },
  shelf: OutputShelf = IN_MEMORY,
): Promise<{ readonly audio: AudioOutput; readonly warnings: readonly Warning[] }> {
  const { format, bitrate, loudness } = settings;
  const { sampleRate, channels, warnings } = settleOutput(settings, natural);
  const counted = countSeconds(loudness === undefined ? blocks : shelf.level(blocks, loudness));
  const encoding = { format, bitrate, sampleRate, channels, streaming: false, signal, lane };
  const perSecond = LOSSLESS_BITS[format] ? (LOSSLESS_BITS[format] * sampleRate * channels) / 8 : 125 * bitrate;
  const expected = HEADER_BYTES + (natural.duration ?? 0) * perSecond;
  const kept = await shelf.keep(media.encode(counted.blocks, encoding), expected);
  return { audio: new AudioOutput(kept, { format, duration: counted.seconds(), sampleRate, channels }), warnings };
}

/** The blocks at another loudness: it is that of the whole, which is gathered first. */
async function* levelled(blocks: AsyncIterable<Pcm>, loudness: number): AsyncGenerator<Pcm> {
  const gathered = await Array.fromAsync(blocks);
  if (gathered.length > 0) yield normalizeLoudness(joinPcm(gathered), loudness);
}
