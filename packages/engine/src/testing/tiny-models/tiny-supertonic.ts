import { integers, scalar } from './graph-parts.ts';
import { FLOAT, type GraphConstant, type GraphValue, INT64, writeOnnx } from './onnx-writer.ts';

const RATE = 16_000;
const COMPRESSION = 2;
const BASE_CHUNK = 400;
const CHUNK = COMPRESSION * BASE_CHUNK;
const LATENT = 4;
/** Length of each letter, seconds. */
const PER_LETTER = 0.05;

/** How loud the two made-up voices are. */
export const SUPERTONIC_LEVELS = [0.2, 0.4];

type Graphs = Readonly<Record<'durationPredictor' | 'textEncoder' | 'vectorEstimator' | 'vocoder', Uint8Array>>;

/** The four networks of Supertonic: a text lasts by its letters, and sounds as loud as its voice. */
export function tinySupertonic(): Graphs {
  const ids: GraphValue = { name: 'text_ids', type: INT64, shape: [1, 'letters'] };
  const mask: GraphValue = { name: 'text_mask', type: FLOAT, shape: [1, 1, 'letters'] };
  const style = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, `${name}_rows`, `${name}_size`] });
  const latent = (name: string): GraphValue => ({ name, type: FLOAT, shape: [1, LATENT * COMPRESSION, 'chunks'] });
  return {
    durationPredictor: writeOnnx({
      inputs: [ids, style('style_dp'), mask],
      outputs: [{ name: 'duration', type: FLOAT, shape: [1] }],
      nodes: [
        { op: 'Shape', inputs: ['text_ids'], outputs: ['shape'] },
        { op: 'Gather', inputs: ['shape', 'second'], outputs: ['letters'] },
        { op: 'Cast', inputs: ['letters'], outputs: ['count'], attributes: { to: FLOAT } },
        { op: 'Mul', inputs: ['count', 'per_letter'], outputs: ['duration'] },
      ],
      constants: [integers('second', [1]), float('per_letter', PER_LETTER)],
    }),
    textEncoder: writeOnnx({
      inputs: [ids, style('style_ttl'), mask],
      outputs: [{ name: 'text_emb', type: FLOAT, shape: [1, 1, 'letters'] }],
      nodes: [{ op: 'Identity', inputs: ['text_mask'], outputs: ['text_emb'] }],
      constants: [scalar('unused', 0)],
    }),
    vectorEstimator: writeOnnx({
      inputs: [
        latent('noisy_latent'),
        { name: 'text_emb', type: FLOAT, shape: [1, 1, 'letters'] },
        style('style_ttl'),
        { name: 'latent_mask', type: FLOAT, shape: [1, 1, 'chunks'] },
        mask,
        { name: 'current_step', type: FLOAT, shape: [1] },
        { name: 'total_step', type: FLOAT, shape: [1] },
      ],
      outputs: [latent('denoised_latent')],
      nodes: [
        { op: 'Mul', inputs: ['noisy_latent', 'nothing'], outputs: ['silent'] },
        { op: 'ReduceMean', inputs: ['style_ttl'], outputs: ['level'], attributes: { axes: [0, 1, 2], keepdims: 0 } },
        { op: 'Add', inputs: ['silent', 'level'], outputs: ['denoised_latent'] },
      ],
      constants: [float('nothing', 0)],
    }),
    vocoder: writeOnnx({
      inputs: [latent('latent')],
      outputs: [{ name: 'wav', type: FLOAT, shape: [1, 'samples'] }],
      nodes: [
        { op: 'Gather', inputs: ['latent', 'first'], outputs: ['row'], attributes: { axis: 1 } },
        { op: 'Transpose', inputs: ['row'], outputs: ['levels'], attributes: { perm: [0, 2, 1] } },
        { op: 'MatMul', inputs: ['levels', 'tone'], outputs: ['chunks'] },
        { op: 'Reshape', inputs: ['chunks', 'wave_shape'], outputs: ['wav'] },
      ],
      constants: [
        integers('first', [0]),
        integers('wave_shape', [1, -1]),
        {
          name: 'tone',
          shape: [1, CHUNK],
          values: Float32Array.from({ length: CHUNK }, (_, at) => Math.sin((2 * Math.PI * 20 * at) / CHUNK)),
        },
      ],
    }),
  };
}

/** `tts.json`, `unicode_indexer.bin` and `voice.bin` of {@link tinySupertonic}. */
export function tinySupertonicFiles(): Readonly<Record<string, Uint8Array>> {
  const config = {
    ae: { sample_rate: RATE, base_chunk_size: BASE_CHUNK },
    ttl: { chunk_compress_factor: COMPRESSION, latent_dim: LATENT },
  };
  const voices = SUPERTONIC_LEVELS.length;
  const shapes = BigInt64Array.from([voices, 2, 2, voices, 1, 2], BigInt);
  const styles = SUPERTONIC_LEVELS.flatMap((level) => Array<number>(4).fill(level));
  const durations = new Float32Array(voices * 2);
  return {
    'ttsJson.json': Buffer.from(JSON.stringify(config)),
    'unicodeIndexer.bin': new Uint8Array(Int32Array.from({ length: 1024 }, (_, letter) => letter).buffer),
    'voiceStyle.bin': Buffer.concat([
      new Uint8Array(shapes.buffer),
      new Uint8Array(Float32Array.from(styles).buffer),
      new Uint8Array(durations.buffer),
    ]),
  };
}

function float(name: string, value: number): GraphConstant {
  return { name, shape: [], values: Float32Array.of(value) };
}
