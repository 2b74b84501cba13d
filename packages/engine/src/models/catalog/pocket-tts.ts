import type { ModelCard } from './card.ts';
import { megabytes, PREMIUM_VOICES, release } from './card-defaults.ts';

const FILES = {
  lmFlow: 'lm_flow.int8.onnx',
  lmMain: 'lm_main.int8.onnx',
  encoder: 'encoder.onnx',
  decoder: 'decoder.int8.onnx',
  textConditioner: 'text_conditioner.onnx',
  vocabJson: 'vocab.json',
  tokenScoresJson: 'token_scores.json',
};

/** Pocket TTS by Kyutai: 100 million parameters; speaks in the voice of a few seconds of reference audio. */
export const pocketTts: ModelCard = {
  ...PREMIUM_VOICES,
  id: 'pocket-tts',
  aliases: ['pocket'],
  name: 'Pocket TTS',
  languages: ['en'],
  licence: 'CC-BY-4.0',
  references: ['https://huggingface.co/kyutai/pocket-tts', 'https://k2-fsa.github.io/sherpa/onnx/tts/pocket.html'],
  backend: 'sherpa',
  variants: [
    {
      id: 'pocket-tts-int8-2026-01-26',
      bytes: megabytes(190),
      memoryBytes: megabytes(700),
      speed: 'moderate',
      sampleRate: 24_000,
      sources: [release('tts-models', 'sherpa-onnx-pocket-tts-int8-2026-01-26', Object.values(FILES))],
      settings: { task: 'speech', family: 'pocket', files: FILES, steps: 5, clones: 'audio', fixedRate: true },
    },
  ],
  voices: [],
};
