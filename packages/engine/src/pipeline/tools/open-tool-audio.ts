import type { AudioInput, Warning } from '@potoo/core';
import { BadRequestError } from '@potoo/core/errors';
import { type SpooledPcm, spoolPcm } from '../../audio/pcm-file.ts';
import { reshape } from '../../audio/reshape.ts';
import { spoolAudio } from '../../audio/spool.ts';
import type { EngineCall } from '../engine-call.ts';
import { peeked } from '../peeked.ts';
import { recordingWarnings } from '../recording-warnings.ts';

/** How much of a tool's progress the decoding is. */
export const DECODING_SHARE = 0.1;

/** Audio as the tools take it. Dispose of it to remove its file. */
export interface ToolAudio extends AsyncDisposable {
  /** At the recording's own rate, with one channel or two. */
  readonly pcm: SpooledPcm;
  /** Seconds. */
  readonly duration: number;
  readonly warnings: readonly Warning[];
}

/** What a tool can work on. */
export interface ToolAudioShape {
  /** @default 2 */
  readonly mostChannels?: number;
  /** Hertz. @default Whatever the recording has. */
  readonly rates?: { readonly lowest: number; readonly highest: number };
}

/**
 * Decodes a recording into a file that a host can read as often as it needs. Channels beyond the most are mixed.
 * @throws {BadRequestError} `undecodable_audio` and the like.
 */
export async function openToolAudio(
  { audio, fileName }: { readonly audio: AudioInput; readonly fileName?: string | undefined },
  { options, media, signal, lane, onProgress }: EngineCall,
  { mostChannels = 2, rates }: ToolAudioShape = {},
): Promise<ToolAudio> {
  const directory = options.tempDirectory;
  await using spooled = await spoolAudio(audio, { directory, maxBytes: options.maxAudioBytes, signal });
  const decoded = media.decode(spooled.path, { maxSeconds: options.maxAudioSeconds, fileName, signal, lane });
  const blocks = await peeked(decoded);
  const info = await decoded.info;
  const { channels, sampleRate: own } = info;
  const sampleRate = rates ? Math.min(rates.highest, Math.max(rates.lowest, own)) : own;
  async function* watched() {
    for await (const block of reshape(blocks, { channels: Math.min(channels, mostChannels), sampleRate })) {
      onProgress?.({ fraction: decoded.fraction * DECODING_SHARE, stage: 'decoding' });
      yield block;
    }
  }
  const pcm = await spoolPcm(watched(), { directory, signal });
  if (pcm.frames === 0) {
    await pcm[Symbol.asyncDispose]();
    throw new BadRequestError('The file holds no sound.', {
      reason: 'undecodable_audio',
      param: 'audio',
      hint: 'Send a recording that is longer than nothing.',
    });
  }
  return {
    pcm,
    duration: pcm.frames / pcm.sampleRate,
    warnings: recordingWarnings(info, mostChannels),
    [Symbol.asyncDispose]: () => pcm[Symbol.asyncDispose](),
  };
}
