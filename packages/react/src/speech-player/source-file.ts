import type { PlayerSource } from '@potoo/core/player';

/** Makes a file of what is played, as far as it has come, with the extension of its format. */
export async function fileOf(source: PlayerSource): Promise<{ readonly content: Blob; readonly extension: string }> {
  const audio = typeof source === 'object' && 'toAudio' in source ? source.toAudio() : source;
  if (typeof audio === 'object' && 'blob' in audio) return { content: audio.blob(), extension: audio.format };
  const content = audio instanceof Blob ? audio : await (await fetch(audio)).blob();
  return { content, extension: EXTENSIONS[content.type.split(';')[0] ?? ''] ?? 'audio' };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/flac': 'flac',
  'audio/aac': 'aac',
};
