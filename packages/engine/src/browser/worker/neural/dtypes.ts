import type { NeuralDtype, NeuralModelSettings } from '../../neural/neural-options.ts';
import type { NeuralDevice } from './choose-device.ts';

/** Ends of the names of a model's files, as conversions for the web name them. */
const SUFFIXES: Readonly<Record<NeuralDtype, string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  q4: '_q4',
  q4f16: '_q4f16',
};

/** End of the name of a model's file. */
export function suffixOf(dtype: NeuralDtype): string {
  return SUFFIXES[dtype];
}

/** Kind of numbers of a model with one graph. Eight bits suit processors; on WebGPU they are slow, and sound worse. */
export function dtypeFor({ dtype }: NeuralModelSettings, device: NeuralDevice): NeuralDtype {
  return dtype ?? (device === 'webgpu' ? 'fp32' : 'q8');
}

/** Kinds of numbers of the two graphs of a recogniser: an encoder suffers from few bits, a decoder does not. */
export function dtypesFor({ dtype }: NeuralModelSettings, device: NeuralDevice) {
  const [encoder, decoder]: [NeuralDtype, NeuralDtype] =
    dtype !== undefined ? [dtype, dtype] : device === 'webgpu' ? ['fp32', 'q4'] : ['q8', 'q8'];
  return { encoder_model: encoder, decoder_model_merged: decoder };
}
