import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VoiceService } from '@potoo/core';

/** What a reference for cloning says. */
export const REFERENCE_TEXT =
  'The quick brown fox jumps over the lazy dog, while five boxing wizards watch from afar. We were away a year ago, ' +
  'and nobody knew where she had gone.';

/** A recording that a voice can be cloned from: WAV, some eight seconds in a voice of the engine. */
export async function referenceSpeech(service: VoiceService, voice = 'slt'): Promise<Uint8Array<ArrayBuffer>> {
  const { audio } = await service.synthesize({ text: REFERENCE_TEXT, voice, format: 'wav' });
  return audio.bytes();
}

/** A folder for cloned voices that goes with the process. */
export function temporaryVoices(): string {
  const folder = mkdtempSync(join(tmpdir(), 'potoo-voices-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
