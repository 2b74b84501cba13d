import { type AudioFormat, isAudioFormat } from '@potoo/core';
import { UnsupportedError } from '@potoo/core/errors';
import { canEncodeAudio } from 'mediabunny';

/** Written without the browser's help. */
const OWN_FORMATS: readonly AudioFormat[] = ['wav', 'pcm'];

/** What the browser's own encoders write, by their WebCodecs codec. */
export const CODECS = { opus: 'opus', m4a: 'aac', aac: 'aac', flac: 'flac', mp3: 'mp3', ogg: 'vorbis' } as const;

/** A format that needs an encoder of the browser. */
export type EncodedFormat = keyof typeof CODECS;

let found: Promise<readonly AudioFormat[]> | undefined;

/** The formats that this browser can write. */
export function pageFormats(): Promise<readonly AudioFormat[]> {
  found ??= findFormats();
  return found;
}

async function findFormats(): Promise<readonly AudioFormat[]> {
  const asked = Object.entries(CODECS).map(async ([format, codec]) => {
    const can = await canEncodeAudio(codec, { numberOfChannels: 1, sampleRate: 48_000 });
    return can && isAudioFormat(format) ? [format] : [];
  });
  return [...OWN_FORMATS, ...(await Promise.all(asked)).flat()];
}

/**
 * A request with a format that this browser writes: `wav` where none was asked for.
 * @throws {UnsupportedError} For a format that only other browsers, or servers, write.
 */
export async function withPageFormat(request: unknown): Promise<unknown> {
  if (typeof request !== 'object' || request === null) return request;
  const format: unknown = 'format' in request ? request.format : undefined;
  if (format === undefined) return { ...request, format: 'wav' };
  const formats = await pageFormats();
  if (!isAudioFormat(format) || formats.includes(format)) return request;
  throw new UnsupportedError(`This browser has no encoder for ${format}.`, {
    reason: 'unsupported_format',
    param: 'format',
    hint: `Ask for one of ${formats.join(', ')}, or a server for ${format}.`,
  });
}
