import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pcm } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import type { PcmSource } from './pcm-source.ts';
import { writeWhole } from './spool.ts';

const SAMPLE_BYTES = Float32Array.BYTES_PER_ELEMENT;
const DEFAULT_BLOCK = 48_000;

/** Decoded audio that lies in a file: interleaved 32-bit floats, little endian. */
export interface PcmFile {
  readonly path: string;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly frames: number;
}

/** One that was made here. Dispose of it to remove it. */
export interface SpooledPcm extends PcmFile, AsyncDisposable {}

/**
 * Writes decoded audio into a private file, block by block, for work that reads it more than once or in another process.
 * @param blocks - Of one rate and channel count.
 * @throws {InternalError} Reason `disk_full` (status 507).
 */
export async function spoolPcm(
  blocks: AsyncIterable<Pcm>,
  { directory, signal }: { readonly directory: string; readonly signal?: AbortSignal | undefined },
): Promise<SpooledPcm> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, `potoo-${randomUUID()}.pcm`);
  const remove = () => rm(path, { force: true });
  try {
    await using file = await open(path, 'wx', 0o600);
    let [sampleRate, channels, frames] = [0, 0, 0];
    for await (const block of blocks) {
      signal?.throwIfAborted();
      sampleRate = block.sampleRate;
      channels = block.channels.length;
      frames += block.channels[0]?.length ?? 0;
      await writeWhole(file, interleaved(block.channels));
    }
    return { path, sampleRate, channels, frames, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Reads a file that {@link spoolPcm} wrote. @throws {InternalError} When the file is shorter than it should be. */
export function pcmFileSource({ path, sampleRate, channels, frames }: PcmFile): PcmSource {
  return {
    sampleRate,
    channels,
    frames,
    async *read({ from = 0, to = frames, blockFrames = DEFAULT_BLOCK } = {}) {
      await using file = await open(path);
      const end = Math.min(to, frames);
      for (let start = Math.max(0, from); start < end; start += blockFrames) {
        const length = Math.min(blockFrames, end - start);
        const samples = new Float32Array(length * channels);
        const bytes = new Uint8Array(samples.buffer);
        for (let offset = 0; offset < bytes.length; ) {
          const position = start * channels * SAMPLE_BYTES + offset;
          const { bytesRead } = await file.read(bytes, offset, bytes.length - offset, position);
          if (bytesRead === 0) throw new InternalError('A file of decoded audio was cut short.', { retryable: true });
          offset += bytesRead;
        }
        yield { channels: deinterleaved(samples, channels), sampleRate };
      }
    },
  };
}

function interleaved(channels: readonly Float32Array[]): Uint8Array {
  const [first = new Float32Array(0)] = channels;
  const samples = new Float32Array(first.length * channels.length);
  for (const [index, channel] of channels.entries()) {
    for (let frame = 0, at = index; frame < channel.length; frame++, at += channels.length) {
      samples[at] = channel[frame] ?? 0;
    }
  }
  return new Uint8Array(samples.buffer);
}

function deinterleaved(samples: Float32Array, count: number): Float32Array[] {
  if (count === 1) return [samples];
  const frames = samples.length / count;
  return Array.from({ length: count }, (_, index) => {
    const channel = new Float32Array(frames);
    for (let frame = 0, at = index; frame < frames; frame++, at += count) channel[frame] = samples[at] ?? 0;
    return channel;
  });
}
