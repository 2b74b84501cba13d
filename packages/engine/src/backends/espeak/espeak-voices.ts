import type { BackendModel, BackendVoice, SpeechBackend } from '../contract.ts';
import { ESPEAK_VOICE_LIST } from './voice-list.ts';

const MODEL_ID = 'espeak';

/** Rate of the audio that espeak makes, hertz. */
export const ESPEAK_SAMPLE_RATE = 22_050;

/** A voice, and how espeak knows it. */
export interface EspeakVoice extends BackendVoice {
  /** What espeak's `set_voice` takes. */
  readonly identifier: string;
}

/** A voice for each language of espeak, and a female one for those most spoken. */
export const ESPEAK_VOICES: readonly EspeakVoice[] = ESPEAK_VOICE_LIST.map(
  ([id, identifier, name, languages, gender]) => ({
    id,
    identifier,
    name,
    model: MODEL_ID,
    languages: languages.split(' '),
    gender,
    sampleRate: ESPEAK_SAMPLE_RATE,
  }),
);

/** The one model of espeak: its voices share it. */
export const ESPEAK_MODEL: BackendModel = {
  id: MODEL_ID,
  name: 'eSpeak NG',
  type: 'tts',
  tier: 'free',
  languages: [...new Set(ESPEAK_VOICES.flatMap(({ languages }) => languages.map((tag) => tag.split('-')[0] ?? tag)))],
  supportsCloning: false,
  supportsStreaming: true,
  creditsPer1kChars: 1,
};

/** How espeak speaks, on Node and in a page. */
export const ESPEAK_SPEECH: SpeechBackend = {
  models: [ESPEAK_MODEL],
  voices: ESPEAK_VOICES.map(({ identifier: _, ...voice }) => voice),
  range: { rate: [0.46, 2.3], pitch: [0.6, 1.8] },
};
