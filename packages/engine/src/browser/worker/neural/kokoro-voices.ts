import type { BackendModel, BackendVoice } from '../../../backends/contract.ts';
import { kokoroVoices as everyVoice } from '../../../models/catalog/kokoro-voices.ts';

/** Hertz. */
export const KOKORO_RATE = 24_000;
/** Numbers of a vector that is a voice. */
export const KOKORO_STYLE_SIZE = 256;

/** The sounds of these are not found by eSpeak NG in the way that Kokoro learnt them. */
const NOT_SPOKEN = new Set(['ja', 'zh']);

/** The voices of Kokoro that a page speaks. */
export function kokoroVoices(): BackendVoice[] {
  return everyVoice()
    .filter(({ languages }) => !NOT_SPOKEN.has(languages[0] ?? ''))
    .map(({ id, name, languages, gender }) => {
      return { id, name, model: 'kokoro', languages, gender, sampleRate: KOKORO_RATE };
    });
}

/** The model, as it is listed. */
export function kokoroModel(): BackendModel {
  return {
    id: 'kokoro',
    name: 'Kokoro',
    type: 'tts',
    tier: 'standard',
    languages: [
      ...new Set(kokoroVoices().flatMap(({ languages }) => languages.map((tag) => tag.split('-')[0] ?? tag))),
    ],
    supportsCloning: false,
    supportsStreaming: true,
    creditsPer1kChars: 2,
  };
}

/** A voice has a vector for each length of text. @param sounds - Tokens without those for beginning and end. */
export function styleRow(style: Float32Array, sounds: number): Float32Array {
  const rows = Math.floor(style.length / KOKORO_STYLE_SIZE);
  const row = Math.min(Math.max(sounds, 0), rows - 1);
  return style.slice(row * KOKORO_STYLE_SIZE, (row + 1) * KOKORO_STYLE_SIZE);
}
