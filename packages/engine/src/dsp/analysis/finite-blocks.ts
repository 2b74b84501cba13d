import { setImmediate } from 'node:timers/promises';
import type { PcmSource } from '../../audio/pcm-source.ts';

/** What a value is held to, so that its square and sums of squares stay finite. */
const LARGEST_VALUE = 1e6;

/** How to read a source to its end. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** @param fraction - Share of the audio that has been read, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * Reads a source for measuring: what is not a number or infinite becomes zero, what is absurdly large is held back. Lets other
 * work of the process go on between blocks.
 * @throws The signal's reason, when it is aborted.
 */
export async function* finiteBlocks(
  source: PcmSource,
  blockFrames: number,
  { signal, onProgress }: ReadOptions,
): AsyncGenerator<readonly Float32Array[], void> {
  signal?.throwIfAborted();
  let read = 0;
  for await (const { channels } of source.read({ blockFrames })) {
    await setImmediate();
    signal?.throwIfAborted();
    yield channels.map(finite);
    read += channels[0]?.length ?? 0;
    onProgress?.(Math.min(1, read / source.frames));
  }
}

function finite(values: Float32Array): Float32Array {
  for (const value of values) {
    if (!(Math.abs(value) <= LARGEST_VALUE)) return values.map(finiteValue);
  }
  return values;
}

function finiteValue(value: number): number {
  return Number.isFinite(value) ? Math.max(-LARGEST_VALUE, Math.min(LARGEST_VALUE, value)) : 0;
}
