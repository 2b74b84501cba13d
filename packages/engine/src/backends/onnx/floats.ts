import { InternalError } from '@potoo/core/errors';
import type { Tensor } from 'onnxruntime-node';

/** The values of what a network gave. @throws {InternalError} If it gave nothing, or no 32-bit floats. */
export function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new InternalError('The network gave no numbers.', { retryable: false });
}
