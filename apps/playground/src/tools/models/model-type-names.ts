import type { ModelType } from '@potoo/core';

/** What models do, in words. */
export const MODEL_TYPE_NAMES: Readonly<Record<ModelType, string>> = {
  tts: 'Speaking',
  stt: 'Listening',
  'voice-conversion': 'Changing voices',
  'speech-to-speech': 'Changing delivery',
  translation: 'Translating',
  enhancement: 'Enhancing',
  separation: 'Separating',
  dereverb: 'Taking the room away',
  analysis: 'Analysing',
  'voice-activity': 'Finding speech',
  diarization: 'Telling speakers apart',
  'speaker-embedding': 'Knowing a voice again',
  'language-identification': 'Telling languages apart',
  punctuation: 'Setting punctuation',
  alignment: 'Timing words',
  chat: 'Answering',
};
