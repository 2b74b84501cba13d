import type { ModelCard } from './card.ts';
import { megabytes, release, STANDARD_VOICES } from './card-defaults.ts';

const FILES = {
  durationPredictor: 'duration_predictor.int8.onnx',
  textEncoder: 'text_encoder.int8.onnx',
  vectorEstimator: 'vector_estimator.int8.onnx',
  vocoder: 'vocoder.int8.onnx',
  ttsJson: 'tts.json',
  unicodeIndexer: 'unicode_indexer.bin',
  voiceStyle: 'voice.bin',
};

/** The 31 languages of Supertonic 3, as sherpa-onnx lists them. */
const LANGUAGES = `
  en ko ja ar bg cs da de el es et fi fr hi hr hu id it lt lv nl pl pt ro ru sk sl sv tr uk vi
`
  .trim()
  .split(/\s+/);

/** Supertonic 3 by Supertone: flow matching over characters, without phonemes. */
export const supertonic: ModelCard = {
  ...STANDARD_VOICES,
  id: 'supertonic',
  name: 'Supertonic 3',
  languages: LANGUAGES,
  licence: 'OpenRAIL',
  references: [
    'https://huggingface.co/Supertone/supertonic-3',
    'https://k2-fsa.github.io/sherpa/onnx/tts/supertonic.html',
  ],
  backend: 'sherpa',
  variants: [
    {
      id: 'supertonic-3-int8-2026-05-11',
      bytes: megabytes(125),
      memoryBytes: megabytes(500),
      speed: 'fast',
      sampleRate: 44_100,
      sources: [release('tts-models', 'sherpa-onnx-supertonic-3-tts-int8-2026-05-11', Object.values(FILES))],
      settings: { task: 'speech', family: 'supertonic', files: FILES, steps: 8 },
    },
  ],
  // The model tells its voices by number only.
  voices: Array.from({ length: 10 }, (_, speaker) => ({
    id: `supertonic-${speaker}`,
    name: `Supertonic ${speaker}`,
    languages: LANGUAGES,
    gender: 'neutral',
    speaker,
  })),
};
