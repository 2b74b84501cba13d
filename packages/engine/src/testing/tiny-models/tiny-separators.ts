import type { ModelCard } from '../../models/catalog/card.ts';
import { BY_MINUTE } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { seededRandom } from '../music/seeded-random.ts';
import { integers } from './graph-parts.ts';
import { onnxCard } from './onnx-card.ts';
import { FLOAT, writeOnnx } from './onnx-writer.ts';

const BINS = 1024;
const SEGMENT = 343_980;

/** What each made-up network of Spleeter makes of a bin's magnitude: vocals, then accompaniment. */
export const SPLEETER_GAINS: readonly Float32Array[] = [3, 7].map((seed) => {
  const random = seededRandom(seed);
  return Float32Array.from({ length: BINS }, () => 0.2 + random.next());
});

/** How much of the recording is in each stem of the made-up Demucs; together all of it. */
export const DEMUCS_SHARES = [0.4, 0.3, 0.2, 0.1];

/** Separators whose weights are known: each bin, or each stem, is the recording by a number. */
export function tinySeparatorModels(): CardWithFiles[] {
  const [vocals, accompaniment] = SPLEETER_GAINS.map(spleeterNetwork);
  if (!vocals || !accompaniment) throw new TypeError('There are two networks.');
  const files = { 'vocals.onnx': vocals, 'accompaniment.onnx': accompaniment };
  const spleeter = {
    family: 'spleeter',
    files: { vocals: 'vocals.onnx', accompaniment: 'accompaniment.onnx' },
    stems: 2,
  };
  const demucs = { family: 'htdemucs', files: { model: 'model.onnx' }, stems: 4 };
  return [
    { card: separatorCard('tiny-spleeter', spleeter, Object.keys(files)), files },
    { card: separatorCard('tiny-demucs', demucs, ['model.onnx']), files: { 'model.onnx': demucsNetwork() } },
  ];
}

function separatorCard(id: string, settings: Readonly<Record<string, unknown>>, files: string[]): ModelCard {
  return { ...BY_MINUTE, ...onnxCard(id, settings, files, 44_100), type: 'separation', languages: [] };
}

function spleeterNetwork(gains: Float32Array): Uint8Array {
  const shape = [2, 'num_splits', 512, BINS];
  return writeOnnx({
    inputs: [{ name: 'x', type: FLOAT, shape }],
    outputs: [{ name: 'y', type: FLOAT, shape }],
    nodes: [{ op: 'Mul', inputs: ['x', 'gains'], outputs: ['y'] }],
    constants: [{ name: 'gains', shape: [BINS], values: gains }],
    metadata: { model_type: 'spleeter', stems: 2 },
  });
}

function demucsNetwork(): Uint8Array {
  const stems = DEMUCS_SHARES.length;
  return writeOnnx({
    inputs: [{ name: 'mix', type: FLOAT, shape: [1, 2, SEGMENT] }],
    outputs: [{ name: 'stems', type: FLOAT, shape: [1, stems, 2, SEGMENT] }],
    nodes: [
      { op: 'Unsqueeze', inputs: ['mix', 'axis_1'], outputs: ['one'] },
      { op: 'Mul', inputs: ['one', 'shares'], outputs: ['stems'] },
    ],
    constants: [
      integers('axis_1', [1]),
      { name: 'shares', shape: [1, stems, 1, 1], values: Float32Array.from(DEMUCS_SHARES) },
    ],
  });
}
