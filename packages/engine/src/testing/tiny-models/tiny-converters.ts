import type { ModelCard } from '../../models/catalog/card.ts';
import { BY_MINUTE } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { seededRandom } from '../music/seeded-random.ts';
import { integers } from './graph-parts.ts';
import { onnxCard } from './onnx-card.ts';
import { FLOAT, INT64, writeOnnx } from './onnx-writer.ts';

const BINS = 513;
const HOP = 256;
const TONE = 256;

/** What each frame of the made-up OpenVoice sounds like, at level one: a tone that fits a whole number of times. */
export const OPENVOICE_FRAME = Float32Array.from({ length: HOP }, (_, at) => Math.sin((2 * Math.PI * 4 * at) / HOP));

/** Filters of the made-up WavLM, and what its vocoder makes of each value. */
export const KNN_SIZE = 8;
export const KNN_FILTERS = randomValues(11, KNN_SIZE * 400);
export const KNN_WAVES = randomValues(13, KNN_SIZE * 320);

/** Networks with the inputs and outputs of converters, whose answers are known. */
export function tinyConverterModels(): CardWithFiles[] {
  return [
    converterModel(
      'openvoice',
      22_050,
      { family: 'openvoice', files: { toneColor: 'tone.onnx', converter: 'converter.onnx' } },
      { 'tone.onnx': toneColour(), 'converter.onnx': converter() },
    ),
    converterModel(
      'knn-vc',
      16_000,
      { family: 'knn-vc', files: { encoder: 'wavlm.onnx', vocoder: 'hifigan.onnx' }, neighbours: 1 },
      { 'wavlm.onnx': encoder(), 'hifigan.onnx': vocoder() },
    ),
  ];
}

function converterModel(
  name: string,
  sampleRate: number,
  settings: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, Uint8Array>>,
): CardWithFiles {
  const base = onnxCard(`tiny-${name}`, settings, Object.keys(files), sampleRate);
  const card: ModelCard = { ...BY_MINUTE, ...base, type: 'voice-conversion', languages: [] };
  return { card, files };
}

/** A tone colour is the mean magnitude of each of the lower bins. */
function toneColour(): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'input', type: FLOAT, shape: [1, 'frames', BINS] }],
    outputs: [{ name: 'tone', type: FLOAT, shape: [1, TONE] }],
    nodes: [
      { op: 'ReduceMean', inputs: ['input'], outputs: ['means'], attributes: { axes: [1], keepdims: 0 } },
      { op: 'Gather', inputs: ['means', 'lower'], outputs: ['tone'], attributes: { axis: 1 } },
    ],
    constants: [integers('lower', [...Array(TONE).keys()])],
  });
}

/** Each frame is a tone as loud as the frame, by how much louder the one tone colour is than the other. */
function converter(): Uint8Array {
  const mean = (from: string, to: string) =>
    ({ op: 'ReduceMean', inputs: [from], outputs: [to], attributes: { axes: [0, 1, 2], keepdims: 0 } }) as const;
  return writeOnnx({
    inputs: [
      { name: 'audio', type: FLOAT, shape: [1, BINS, 'frames'] },
      { name: 'audio_length', type: INT64, shape: [1] },
      { name: 'src_tone', type: FLOAT, shape: [1, TONE, 1] },
      { name: 'dest_tone', type: FLOAT, shape: [1, TONE, 1] },
      { name: 'tau', type: FLOAT, shape: [1] },
    ],
    outputs: [{ name: 'wave', type: FLOAT, shape: [1, 1, 'samples'] }],
    nodes: [
      { op: 'ReduceMean', inputs: ['audio'], outputs: ['loud'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Transpose', inputs: ['loud'], outputs: ['levels'], attributes: { perm: [0, 2, 1] } },
      mean('src_tone', 'from'),
      mean('dest_tone', 'to'),
      { op: 'Div', inputs: ['to', 'from'], outputs: ['ratio'] },
      { op: 'Mul', inputs: ['levels', 'ratio'], outputs: ['scaled'] },
      { op: 'MatMul', inputs: ['scaled', 'frame'], outputs: ['rows'] },
      { op: 'Reshape', inputs: ['rows', 'wave_shape'], outputs: ['wave'] },
    ],
    constants: [{ name: 'frame', shape: [1, HOP], values: OPENVOICE_FRAME }, integers('wave_shape', [1, 1, -1])],
  });
}

/** As WavLM hears: 400 samples for a frame, one every 320. */
function encoder(): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'wav', type: FLOAT, shape: [1, 'samples'] }],
    outputs: [{ name: 'features', type: FLOAT, shape: [1, 'frames', KNN_SIZE] }],
    nodes: [
      { op: 'Unsqueeze', inputs: ['wav', 'axis_1'], outputs: ['channel'] },
      { op: 'Conv', inputs: ['channel', 'filters'], outputs: ['columns'], attributes: { strides: [320] } },
      { op: 'Transpose', inputs: ['columns'], outputs: ['features'], attributes: { perm: [0, 2, 1] } },
    ],
    constants: [integers('axis_1', [1]), { name: 'filters', shape: [KNN_SIZE, 1, 400], values: KNN_FILTERS }],
  });
}

function vocoder(): Uint8Array {
  return writeOnnx({
    inputs: [{ name: 'features', type: FLOAT, shape: [1, 'frames', KNN_SIZE] }],
    outputs: [{ name: 'wav', type: FLOAT, shape: [1, 1, 'samples'] }],
    nodes: [
      { op: 'MatMul', inputs: ['features', 'waves'], outputs: ['rows'] },
      { op: 'Reshape', inputs: ['rows', 'wave_shape'], outputs: ['wav'] },
    ],
    constants: [{ name: 'waves', shape: [KNN_SIZE, 320], values: KNN_WAVES }, integers('wave_shape', [1, 1, -1])],
  });
}

function randomValues(seed: number, count: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => random.between(-0.05, 0.05));
}
