import type { BackendModel, BackendVoice } from '../backends/contract.ts';
import { kokoroVoices } from './catalog-kokoro.ts';
import { outeSpeakers } from './catalog-oute.ts';

/** A model that is known by name and served by no backend of this version yet. */
export interface CatalogModel extends BackendModel {
  /** Its voices, where they are fixed. Without any, only `auto` and `default` name one. */
  readonly voices: readonly BackendVoice[];
}

const TTS = { type: 'tts', supportsStreaming: true } as const;
const FREE = { tier: 'free', creditsPer1kChars: 1, supportsCloning: false } as const;
const STANDARD = { tier: 'standard', creditsPer1kChars: 2 } as const;
const PREMIUM = { tier: 'premium', creditsPer1kChars: 4, supportsCloning: true } as const;
// Priced by the minute of audio, not by characters.
const BY_MINUTE = { tier: 'standard', creditsPer1kChars: 0, supportsCloning: false, supportsStreaming: false } as const;

const EUROPEAN = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl'];
const ANY_LANGUAGE: string[] = [];

/**
 * The models that the two seed APIs name. Prices and tiers are the TTS.ai documentation's. An empty language list means
 * that the model is not bound to languages, or detects them.
 */
export const CATALOG: readonly CatalogModel[] = [
  {
    ...TTS,
    ...STANDARD,
    id: 'kokoro',
    name: 'Kokoro',
    languages: ['en', 'ja', 'zh', 'es', 'fr', 'hi', 'it', 'pt'],
    supportsCloning: false,
    voices: kokoroVoices(),
  },
  { ...TTS, ...FREE, id: 'piper', name: 'Piper', languages: [...EUROPEAN, 'ru', 'uk', 'zh', 'hu', 'lv'], voices: [] },
  { ...TTS, ...FREE, id: 'vits', name: 'VITS', languages: ['en'], voices: [] },
  { ...TTS, ...FREE, id: 'melotts', name: 'MeloTTS', languages: ['en', 'es', 'fr', 'zh', 'ja', 'ko'], voices: [] },
  {
    ...TTS,
    ...STANDARD,
    id: 'cosyvoice2',
    name: 'CosyVoice 2',
    languages: ['zh', 'en', 'ja', 'ko'],
    supportsCloning: true,
    voices: [],
  },
  { ...TTS, ...PREMIUM, id: 'chatterbox', name: 'Chatterbox', languages: ['en'], voices: [] },
  { ...TTS, ...PREMIUM, id: 'tortoise', name: 'Tortoise', languages: ['en'], voices: [] },
  { ...TTS, ...PREMIUM, id: 'gpt-sovits', name: 'GPT-SoVITS', languages: ['zh', 'en', 'ja', 'ko'], voices: [] },
  {
    ...TTS,
    ...PREMIUM,
    id: 'OuteTTS-1-Pro',
    name: 'OuteTTS 1 Pro',
    languages: ['en', 'de', 'fr', 'hu', 'it', 'ja', 'ko', 'lv', 'nl', 'pl', 'ru', 'zh'],
    voices: outeSpeakers(),
  },
  { ...BY_MINUTE, id: 'whisper', name: 'Whisper', type: 'stt', languages: ANY_LANGUAGE, voices: [] },
  { ...BY_MINUTE, id: 'faster-whisper', name: 'Faster Whisper', type: 'stt', languages: ANY_LANGUAGE, voices: [] },
  {
    ...BY_MINUTE,
    id: 'sensevoice',
    name: 'SenseVoice',
    type: 'stt',
    languages: ['zh', 'en', 'ja', 'ko', 'yue'],
    voices: [],
  },
  { ...BY_MINUTE, id: 'openvoice', name: 'OpenVoice', type: 'voice-conversion', languages: ANY_LANGUAGE, voices: [] },
  { ...BY_MINUTE, id: 'knn-vc', name: 'kNN-VC', type: 'voice-conversion', languages: ANY_LANGUAGE, voices: [] },
  { ...BY_MINUTE, id: 'demucs', name: 'Demucs', type: 'separation', languages: ANY_LANGUAGE, voices: [] },
  { ...BY_MINUTE, id: 'spleeter', name: 'Spleeter', type: 'separation', languages: ANY_LANGUAGE, voices: [] },
];
