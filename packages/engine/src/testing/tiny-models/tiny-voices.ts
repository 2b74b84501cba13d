import { integers, SYMBOLS, symbolFile, TOKEN_SAMPLES, VOICE_RATE, waveConstants, waveNodes } from './graph-parts.ts';
import { FLOAT, type GraphConstant, type GraphNode, type GraphValue, INT64, writeOnnx } from './onnx-writer.ts';

/** Levels of the made-up voices that are vectors: a blend of both lies between them. */
export const VOICE_LEVELS = [0.25, 0.75];
/** Size of the vectors of those voices; Kokoro has one for each length of the text. */
const STYLE_SIZE = 8;
const STYLE_SHAPES = { kokoro: [300, 1, STYLE_SIZE], kitten: [1, STYLE_SIZE] } as const;
const MEL_FRAMES = 4;
const MELS = 80;
const LOAD_CHANNELS = 32;
const LOAD_REACH = 7;

const TOKENS: GraphValue = { name: 'x', type: INT64, shape: [1, 'tokens'] };
const LENGTHS: GraphValue = { name: 'x_length', type: INT64, shape: [1] };

function numbers(name: string, count = 1): GraphValue {
  return { name, type: FLOAT, shape: [count] };
}

/**
 * VITS with a lexicon: words are spelt out in `lexicon.txt`.
 * @param layers - Convolutions that the wave passes through and is not changed by: work such as a real one has.
 */
export function tinyVits(layers = 0): Uint8Array {
  const load = loadOf(layers);
  return writeOnnx({
    inputs: [TOKENS, LENGTHS, numbers('noise_scale'), numbers('stretch'), numbers('noise_scale_w')],
    outputs: [{ name: 'y', type: FLOAT, shape: [1, 1, 'samples'] }],
    nodes: [
      ...waveNodes(),
      { op: 'Reshape', inputs: ['wave', 'wave_shape'], outputs: [load.nodes.length > 0 ? 'light' : 'y'] },
      ...load.nodes,
    ],
    constants: [...waveConstants(), integers('wave_shape', [1, 1, -1]), ...load.constants],
    metadata: {
      model_type: 'vits',
      comment: 'tiny',
      language: 'English',
      n_speakers: 0,
      sample_rate: VOICE_RATE,
      add_blank: 0,
    },
  });
}

/** Convolutions as wide as the last ones of a vocoder, from `light` to `y`, of which the last adds nothing. */
function loadOf(layers: number): {
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly GraphConstant[];
} {
  if (layers === 0) return { nodes: [], constants: [] };
  const weights = (name: string, to: number, from: number, value: number): GraphConstant => ({
    name,
    shape: [to, from, LOAD_REACH],
    values: new Float32Array(to * from * LOAD_REACH).fill(value),
  });
  const attributes = { pads: [(LOAD_REACH - 1) / 2, (LOAD_REACH - 1) / 2] };
  const conv = (from: string, weight: string, to: string): GraphNode => ({
    op: 'Conv',
    inputs: [from, weight],
    outputs: [to],
    attributes,
  });
  return {
    nodes: [
      conv('light', 'load_in', 'load_0'),
      ...Array.from({ length: layers }, (_, at) => conv(`load_${at}`, 'load_weights', `load_${at + 1}`)),
      conv(`load_${layers}`, 'load_out', 'nothing'),
      { op: 'Add', inputs: ['light', 'nothing'], outputs: ['y'] },
    ],
    constants: [
      weights('load_in', LOAD_CHANNELS, 1, 1 / LOAD_REACH),
      weights('load_weights', LOAD_CHANNELS, LOAD_CHANNELS, 1 / (LOAD_CHANNELS * LOAD_REACH)),
      weights('load_out', 1, LOAD_CHANNELS, 0),
    ],
  };
}

/** VITS as Piper writes it: phonemes of eSpeak, and the three scales in one input. */
export function tinyPiper(): Uint8Array {
  return writeOnnx({
    inputs: [TOKENS, LENGTHS, numbers('scales', 3)],
    outputs: [{ name: 'y', type: FLOAT, shape: [1, 1, 1, 'samples'] }],
    nodes: [
      { op: 'Gather', inputs: ['scales', 'second'], outputs: ['stretch'] },
      ...waveNodes(),
      { op: 'Reshape', inputs: ['wave', 'wave_shape'], outputs: ['y'] },
    ],
    constants: [...waveConstants(), integers('wave_shape', [1, 1, 1, -1]), integers('second', [1])],
    metadata: {
      model_type: 'vits',
      comment: 'piper',
      language: 'English',
      voice: 'en-us',
      has_espeak: 1,
      n_speakers: 1,
      sample_rate: VOICE_RATE,
    },
  });
}

/** Kokoro or Kitten: phonemes, a vector that is the voice, and the speed. The vector is how loud it speaks. */
export function tinyStyled(family: 'kokoro' | 'kitten'): Uint8Array {
  const output = { name: 'audio', type: FLOAT, shape: ['samples'] };
  return writeOnnx({
    inputs: [TOKENS, { name: 'style', type: FLOAT, shape: [1, STYLE_SIZE] }, numbers('speed')],
    outputs: [output],
    nodes: [
      { op: 'Reciprocal', inputs: ['speed'], outputs: ['stretch'] },
      ...waveNodes(),
      { op: 'Reshape', inputs: ['style', 'flat_shape'], outputs: ['levels'] },
      { op: 'Gather', inputs: ['levels', 'axis_0'], outputs: ['level'] },
      { op: 'Mul', inputs: ['wave', 'level'], outputs: ['audio'] },
    ],
    constants: waveConstants(),
    metadata: {
      model_type: family === 'kitten' ? 'kitten-tts' : 'kokoro',
      language: 'English',
      voice: 'en-us',
      has_espeak: 1,
      n_speakers: VOICE_LEVELS.length,
      sample_rate: VOICE_RATE,
      version: 1,
      style_dim: STYLE_SHAPES[family].join(','),
      speaker_names: VOICE_LEVELS.map((_, index) => `voice_${index}`).join(','),
    },
  });
}

/** `voices.bin` of {@link tinyStyled}. */
export function tinyStyles(family: 'kokoro' | 'kitten'): Uint8Array {
  const size = STYLE_SHAPES[family].reduce<number>((product, length) => product * length, 1);
  const values = new Float32Array(size * VOICE_LEVELS.length);
  for (const [index, level] of VOICE_LEVELS.entries()) values.fill(level, index * size, (index + 1) * size);
  return new Uint8Array(values.buffer);
}

/** The acoustic half of Matcha: a spectrum of a few frames for each token. */
export function tinyMatcha(): Uint8Array {
  const spectra = new Float32Array(SYMBOLS.length * MEL_FRAMES * MELS).map((_, index) => Math.sin(index));
  return writeOnnx({
    inputs: [TOKENS, LENGTHS, numbers('noise_scale'), numbers('length_scale')],
    outputs: [{ name: 'mel', type: FLOAT, shape: [1, MELS, 'frames'] }],
    nodes: [
      { op: 'Gather', inputs: ['spectra', 'x'], outputs: ['gathered'] },
      { op: 'Reshape', inputs: ['gathered', 'mel_shape'], outputs: ['frames_first'] },
      { op: 'Transpose', inputs: ['frames_first'], outputs: ['mel'], attributes: { perm: [0, 2, 1] } },
    ],
    constants: [
      { name: 'spectra', shape: [SYMBOLS.length, MEL_FRAMES * MELS], values: spectra },
      integers('mel_shape', [1, -1, MELS]),
    ],
    metadata: {
      model_type: 'matcha-tts',
      language: 'English',
      voice: 'en-us',
      has_espeak: 1,
      jieba: 0,
      n_speakers: 1,
      sample_rate: VOICE_RATE,
      use_eos_bos: 1,
      pad_id: 0,
      version: 1,
    },
  });
}

/** A vocoder as HiFi-GAN is called: spectrum in, wave out. */
export function tinyVocoder(): Uint8Array {
  const hop = TOKEN_SAMPLES / MEL_FRAMES;
  const weights = new Float32Array(MELS * hop).map((_, index) => 0.05 * Math.sin(index * 0.1));
  return writeOnnx({
    inputs: [{ name: 'mel', type: FLOAT, shape: [1, MELS, 'frames'] }],
    outputs: [{ name: 'audio', type: FLOAT, shape: [1, 1, 'samples'] }],
    nodes: [
      { op: 'ConvTranspose', inputs: ['mel', 'weights'], outputs: ['wide'], attributes: { strides: [hop] } },
      { op: 'Tanh', inputs: ['wide'], outputs: ['audio'] },
    ],
    constants: [{ name: 'weights', shape: [MELS, 1, hop], values: weights }],
    metadata: { model_type: 'hifigan' },
  });
}

/** `lexicon.txt` of {@link tinyVits}: words as they are spelt. */
export function tinyLexicon(words: readonly string[]): Uint8Array {
  return Buffer.from(words.map((word) => `${word} ${[...word].join(' ')}\n`).join(''));
}

/** `tokens.txt` of all of them. */
export const tinyTokens = symbolFile;
