import { stemNames } from '../../dsp/separation/stem-names.ts';
import type { ModelCard } from '../../models/catalog/card.ts';
import { BY_MINUTE } from '../../models/catalog/card-defaults.ts';
import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';
import { seededRandom } from '../music/seeded-random.ts';
import { integers } from './graph-parts.ts';
import { onnxCard } from './onnx-card.ts';
import { FLOAT, writeOnnx } from './onnx-writer.ts';

const BINS = 1024;
const SEGMENT = 343_980;

/** What each made-up network of Spleeter makes of a bin's magnitude; those of the one with two stems come first. */
export const SPLEETER_GAINS: readonly Float32Array[] = [3, 7, 11, 13, 17].map((seed) => {
  const random = seededRandom(seed);
  return Float32Array.from({ length: BINS }, () => 0.2 + random.next());
});

/** How much of the recording is in each stem of the made-up Demucs; together all of it. */
export const DEMUCS_SHARES = [0.4, 0.3, 0.2, 0.1];

/** Separators whose weights are known: each bin, or each stem, is the recording by a number. */
export function tinySeparatorModels(): CardWithFiles[] {
  const demucs = { family: 'htdemucs', files: { model: 'model.onnx' }, stems: 4 };
  return [
    tinySpleeter('tiny-spleeter', 2),
    { card: separatorCard('tiny-demucs', demucs, ['model.onnx']), files: { 'model.onnx': demucsNetwork() } },
    tinySpleeter('tiny-spleeter-5', 5),
  ];
}

function tinySpleeter(id: string, stems: 2 | 5): CardWithFiles {
  const parts = Object.fromEntries(stemNames(stems).map((name) => [name, `${name}.onnx`]));
  const files = Object.fromEntries(
    Object.values(parts).map((file, index) => [file, spleeterNetwork(SPLEETER_GAINS[index] ?? new Float32Array(BINS))]),
  );
  return { card: separatorCard(id, { family: 'spleeter', files: parts, stems }, Object.keys(files)), files };
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
