import type { AudioOutput } from '@potoo/core';
import { AUDIO_FORMATS } from '@potoo/core/formats';
import type { OutputFolder, StoredFile } from './output-folder.ts';
import type { OutputName } from './output-name.ts';

/** Writes audio to the output folder. The extension is that of the bytes, whatever name was wanted. */
export function saveAudio(
  audio: AudioOutput,
  { folders, stem }: OutputName,
  outputs: OutputFolder,
  signal: AbortSignal,
): Promise<StoredFile> {
  const { extension } = AUDIO_FORMATS[audio.format];
  return outputs.store(audio.bytes(), { folders, stem, extension }, signal);
}
