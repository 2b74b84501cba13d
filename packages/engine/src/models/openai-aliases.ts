import type { VoiceGender } from '@potoo/core';

/** OpenAI's names of models that speak; any installed voice may serve them. */
export const OPENAI_SPEECH_MODELS: readonly string[] = [
  'tts-1',
  'tts-1-hd',
  'gpt-4o-mini-tts',
  'gpt-4o-mini-tts-2025-12-15',
];

/** OpenAI's names of models that listen. */
export const OPENAI_TRANSCRIPTION_MODELS: readonly string[] = [
  'whisper-1',
  'gpt-transcribe',
  'gpt-4o-transcribe',
  'gpt-4o-mini-transcribe',
  'gpt-4o-mini-transcribe-2025-12-15',
  'gpt-4o-transcribe-diarize',
];

/** Our models that stand for them, the best first; without any, `auto`. */
export const TRANSCRIPTION_STAND_INS: readonly string[] = ['whisper', 'faster-whisper'];

/** How a voice of OpenAI's sounds, and which voices of ours come nearest. */
export interface OpenAiVoice {
  readonly gender: VoiceGender;
  /** Voice ids, the best first. */
  readonly standIns: readonly string[];
}

/** OpenAI's built-in voices. What TTS.ai serves for one is the first choice here too (`alloy`: `af_bella`). */
export const OPENAI_VOICES: ReadonlyMap<string, OpenAiVoice> = new Map([
  ['alloy', { gender: 'female', standIns: ['af_bella', 'slt'] }],
  ['ash', { gender: 'male', standIns: ['am_michael', 'rms'] }],
  ['ballad', { gender: 'male', standIns: ['bm_george', 'awb'] }],
  ['coral', { gender: 'female', standIns: ['af_heart', 'slt'] }],
  ['echo', { gender: 'male', standIns: ['am_echo', 'rms'] }],
  ['fable', { gender: 'male', standIns: ['bm_fable', 'awb'] }],
  ['onyx', { gender: 'male', standIns: ['am_onyx', 'rms'] }],
  ['nova', { gender: 'female', standIns: ['af_nova', 'slt'] }],
  ['sage', { gender: 'female', standIns: ['af_sarah', 'slt'] }],
  ['shimmer', { gender: 'female', standIns: ['af_sky', 'slt'] }],
  ['verse', { gender: 'male', standIns: ['am_puck', 'rms'] }],
  ['marin', { gender: 'female', standIns: ['af_kore', 'slt'] }],
  ['cedar', { gender: 'male', standIns: ['am_adam', 'rms'] }],
]);
