import { UnsupportedError } from '@potoo/core/errors';
import type { NeuralSettings } from '../../neural/neural-options.ts';

/** What computes. */
export type NeuralDevice = 'webgpu' | 'wasm';

/** WebGPU as far as it is asked for here. */
interface Gpu {
  requestAdapter(): Promise<unknown>;
}

/**
 * Finds what computes: WebGPU where there is an adapter, else WASM.
 * @throws {UnsupportedError} If WebGPU was demanded and there is none.
 */
export async function chooseDevice(wanted: NeuralSettings['device']): Promise<NeuralDevice> {
  if (wanted === 'wasm') return 'wasm';
  const { gpu } = globalThis.navigator as { readonly gpu?: Gpu };
  // Many browsers have the interface and no adapter behind it.
  const adapter = await gpu?.requestAdapter().catch(() => null);
  if (adapter) return 'webgpu';
  if (wanted === 'auto') return 'wasm';
  throw new UnsupportedError('This browser has no WebGPU here.', {
    reason: 'dependency_missing',
    hint: 'Leave `device` out: then WASM computes where there is no WebGPU.',
  });
}
