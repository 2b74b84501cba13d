import type { ModelCard } from '../../models/catalog/card.ts';
import { megabytes, PREMIUM_VOICES } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { espeakData } from './espeak-data.ts';
import { integers, scalar, symbolFile } from './graph-parts.ts';
import { FLOAT, INT64, writeOnnx } from './onnx-writer.ts';

const MELS = 100;
const HOP = 256;
const FRAMES_PER_TOKEN = 6;

/**
 * A ZipVoice that speaks every text as one sound: the mean spectrum of the recording. One step of its flow leads there.
 * `undefined` where eSpeak's data is absent, which its front end needs.
 */
export async function tinyCloner(): Promise<CardWithFiles | undefined> {
  const data = await espeakData();
  if (!data) return undefined;
  const files = {
    'encoder.onnx': encoder(),
    'decoder.onnx': decoder(),
    'vocoder.onnx': vocoder(),
    'tokens.txt': symbolFile(),
    'lexicon.txt': Buffer.from('hello h e l o\nworld w o l d\n'),
    ...data,
  };
  const names = {
    encoder: 'encoder.onnx',
    decoder: 'decoder.onnx',
    vocoder: 'vocoder.onnx',
    tokens: 'tokens.txt',
    lexicon: 'lexicon.txt',
    dataDir: 'espeak-ng-data',
  };
  const card: ModelCard = {
    ...PREMIUM_VOICES,
    id: 'tiny-zipvoice',
    name: 'tiny-zipvoice',
    languages: ['en'],
    supportsCloning: true,
    licence: 'MIT',
    references: ['https://example.org/'],
    backend: 'sherpa',
    variants: [
      {
        id: 'tiny-zipvoice-1',
        bytes: megabytes(2),
        memoryBytes: megabytes(200),
        speed: 'fast',
        sampleRate: 24_000,
        sources: [{ kind: 'hub', repository: 'test/tiny-zipvoice', revision: null, files: Object.keys(files) }],
        settings: {
          task: 'speech',
          family: 'zipvoice',
          files: names,
          steps: 1,
          clones: 'audio-and-text',
          goesOn: true,
        },
      },
    ],
    voices: [],
  };
  return { card, files };
}

/** As long as the recording, and some frames for each token. */
function encoder(): Uint8Array {
  return writeOnnx({
    inputs: [
      { name: 'tokens', type: INT64, shape: [1, 'tokens'] },
      { name: 'prompt_tokens', type: INT64, shape: [1, 'prompt_tokens'] },
      { name: 'prompt_features_len', type: INT64, shape: [1] },
      { name: 'speed', type: FLOAT, shape: [1] },
    ],
    outputs: [{ name: 'text_condition', type: FLOAT, shape: [1, 'frames', MELS] }],
    nodes: [
      { op: 'Shape', inputs: ['tokens'], outputs: ['shape'] },
      { op: 'Gather', inputs: ['shape', 'second'], outputs: ['count'] },
      { op: 'Mul', inputs: ['count', 'per_token'], outputs: ['new_frames'] },
      { op: 'Add', inputs: ['new_frames', 'prompt_features_len'], outputs: ['all_frames'] },
      { op: 'Concat', inputs: ['one', 'all_frames', 'mels'], outputs: ['wanted'], attributes: { axis: 0 } },
      { op: 'Expand', inputs: ['nothing', 'wanted'], outputs: ['text_condition'] },
    ],
    constants: [
      scalar('second', 1),
      integers('per_token', [FRAMES_PER_TOKEN]),
      integers('one', [1]),
      integers('mels', [MELS]),
      { name: 'nothing', shape: [1, 1, 1], values: new Float32Array(1) },
    ],
  });
}

/** The way from what there is to the mean of what the recording gives. */
function decoder(): Uint8Array {
  const frames = (name: string) => ({ name, type: FLOAT, shape: [1, 'frames', MELS] });
  return writeOnnx({
    inputs: [
      { name: 't', type: FLOAT, shape: [1] },
      frames('x'),
      frames('text_condition'),
      frames('speech_condition'),
      { name: 'guidance_scale', type: FLOAT, shape: [1] },
    ],
    outputs: [frames('v')],
    nodes: [
      { op: 'ReduceMean', inputs: ['speech_condition'], outputs: ['mean'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Sub', inputs: ['mean', 'x'], outputs: ['v'] },
    ],
    constants: [],
    metadata: {
      version: 1,
      feat_dim: MELS,
      sample_rate: 24_000,
      n_fft: 1024,
      hop_length: HOP,
      window_length: 1024,
      num_mels: MELS,
    },
  });
}

/** Vocos: magnitudes and phases of a spectrum; here one that starts anew with each frame. */
function vocoder(): Uint8Array {
  const bins = 513;
  const spectrum = (name: string) => ({ name, type: FLOAT, shape: [1, bins, 'frames'] });
  const weights = new Float32Array(bins * MELS).map((_, at) => (Math.floor(at / MELS) % MELS === at % MELS ? 1 : 0));
  return writeOnnx({
    inputs: [{ name: 'mels', type: FLOAT, shape: [1, MELS, 'frames'] }],
    outputs: [spectrum('mag'), spectrum('x'), spectrum('y')],
    nodes: [
      { op: 'MatMul', inputs: ['weights', 'mels'], outputs: ['mixed'] },
      { op: 'Abs', inputs: ['mixed'], outputs: ['mag'] },
      { op: 'Sub', inputs: ['mag', 'mag'], outputs: ['y'] },
      { op: 'Exp', inputs: ['y'], outputs: ['x'] },
    ],
    constants: [{ name: 'weights', shape: [bins, MELS], values: weights }],
    metadata: { model_type: 'vocos', n_fft: 1024, hop_length: HOP, win_length: 1024, center: 1, window_type: 'hann' },
  });
}
