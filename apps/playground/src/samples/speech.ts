import type { Voice, VoiceService } from '@potoo/core';
import { SAMPLE_RATE } from './render-wav.ts';
import { decode, inSequence } from './sequence.ts';

const SENTENCES =
  'The potoo is a bird of the forest. By day it sleeps upright on a broken branch. By night it catches moths in its wide mouth.';

const DIALOGUE = [
  'Did you hear the bird last night?',
  'I did. It sang until four in the morning.',
  'I thought that somebody was laughing at me.',
  'No. It always sounds like that.',
] as const;

/** A few sentences, as the server speaks them. */
export async function makeSpeech(service: VoiceService, signal: AbortSignal): Promise<Blob> {
  const { audio } = await service.synthesize({ text: SENTENCES, language: 'en', format: 'wav' }, { signal });
  return audio.blob();
}

/** Two voices in turn, with pauses between them. */
export async function makeDialogue(service: VoiceService, signal: AbortSignal): Promise<Blob> {
  const voices = await service.listVoices({ language: 'en', state: 'installed' }, { signal });
  const of = (gender: Voice['gender']) => voices.find((voice) => voice.gender === gender);
  const pair = [of('female'), of('male')];
  const lines = await Promise.all(
    DIALOGUE.map(async (text, index) => {
      const voice = pair[index % 2];
      const request = { text, ...(voice && { model: voice.model, voice: voice.id }), sampleRate: SAMPLE_RATE };
      const { audio } = await service.synthesize({ ...request, format: 'wav' }, { signal });
      return decode(audio.blob());
    }),
  );
  return inSequence(lines);
}
