import type { BackendModel, BackendVoice, SpeechBackend } from '../contract.ts';

/** The one model of flite: its voices share it. */
export const FLITE_MODEL: BackendModel = {
  id: 'flite',
  name: 'Flite',
  type: 'tts',
  tier: 'free',
  languages: ['en'],
  supportsCloning: false,
  supportsStreaming: true,
  creditsPer1kChars: 1,
};

const SAMPLE_RATE = 16_000;

/** A voice, and how flite knows it. */
export interface FliteVoice extends BackendVoice {
  readonly sampleRate: number;
  /** What flite's `-voice` takes. */
  readonly fliteName: string;
  /** The `duration_stretch` that the voice itself is set to. */
  readonly ownStretch: number;
}

/** The voices inside the WASM program, the best first. */
export const FLITE_VOICES: readonly FliteVoice[] = [
  voice({ id: 'slt', name: 'Slt', gender: 'female', languages: ['en-US'] }),
  voice({ id: 'rms', name: 'Rms', gender: 'male', languages: ['en-US'] }),
  // A Scot, who reads from the American lexicon.
  voice({ id: 'awb', name: 'Awb', gender: 'male', languages: ['en-GB'] }),
  // The diphone voice, in its 16 kHz form; by far the fastest and the least natural.
  voice({ id: 'kal', name: 'Kal', gender: 'male', languages: ['en-US'], fliteName: 'kal16', ownStretch: 1.1 }),
];

/** How flite speaks, on Node and in a page. */
export const FLITE_SPEECH: SpeechBackend = {
  models: [FLITE_MODEL],
  voices: FLITE_VOICES.map(({ fliteName: _, ownStretch: __, ...voice }) => voice),
};

function voice(
  facts: Omit<BackendVoice, 'model' | 'sampleRate'> & { readonly fliteName?: string; readonly ownStretch?: number },
): FliteVoice {
  return { fliteName: facts.id, ownStretch: 1, ...facts, model: FLITE_MODEL.id, sampleRate: SAMPLE_RATE };
}
