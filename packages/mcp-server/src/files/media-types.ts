import { AUDIO_FORMATS } from '@potoo/core/formats';

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ...Object.values(AUDIO_FORMATS).map(({ extension, contentType }) => [extension, contentType] as const),
  ['txt', 'text/plain'],
  ['srt', 'application/x-subrip'],
  ['vtt', 'text/vtt'],
  ['json', 'application/json'],
]);

/** Media type of a file by its extension, which this server's own files have right. */
export function mediaTypeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return MEDIA_TYPES.get(extension) ?? 'application/octet-stream';
}

/** Tells whether a media type is text. */
export function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || mediaType === 'application/x-subrip' || mediaType === 'application/json';
}
