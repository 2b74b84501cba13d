import type { ModelCard, ModelVariant } from './card.ts';
import { FREE_VOICES, megabytes, release } from './card-defaults.ts';

/** Kitten TTS: 15 to 80 million parameters, eight English voices. */
export const kitten: ModelCard = {
  ...FREE_VOICES,
  id: 'kitten',
  aliases: ['kitten-tts'],
  name: 'Kitten TTS',
  languages: ['en'],
  licence: 'Apache-2.0',
  references: [
    'https://github.com/KittenML/KittenTTS',
    'https://k2-fsa.github.io/sherpa/onnx/tts/pretrained_models/kitten.html',
  ],
  backend: 'sherpa',
  variants: [
    variant('kitten-nano-en-v0_8-int8', 'model.int8.onnx', 30),
    variant('kitten-nano-en-v0_2-fp16', 'model.fp16.onnx', 30),
    variant('kitten-mini-en-v0_8', 'model.onnx', 90),
  ],
  voices: Array.from({ length: 8 }, (_, speaker) => {
    const letter = speaker % 2 === 0 ? 'm' : 'f';
    const number = 2 + Math.floor(speaker / 2);
    return {
      id: `expr-voice-${number}-${letter}`,
      name: `Voice ${number} ${letter === 'm' ? 'male' : 'female'}`,
      languages: ['en-US'],
      gender: letter === 'm' ? 'male' : 'female',
      speaker,
    };
  }),
};

function variant(id: string, model: string, size: number): ModelVariant {
  return {
    id,
    bytes: megabytes(size),
    memoryBytes: megabytes(200 + 3 * size),
    speed: 'fast',
    sampleRate: 24_000,
    sources: [release('tts-models', id, [model, 'voices.bin', 'tokens.txt', 'espeak-ng-data/'])],
    settings: {
      task: 'speech',
      family: 'kitten',
      files: { model, voices: 'voices.bin', tokens: 'tokens.txt', dataDir: 'espeak-ng-data' },
    },
  };
}
