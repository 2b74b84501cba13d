import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AudioOutput } from '@potoo/core/audio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepEncoded } from './encoded-audio.ts';

describe('keepEncoded', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'potoo-encoded-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function* parts(sizes: readonly number[]): AsyncGenerator<Uint8Array, void> {
    let next = 0;
    for (const size of sizes) yield Uint8Array.from({ length: size }, () => next++ % 251);
  }

  it.each([
    ['nothing', []],
    ['what fits', [10, 0, 1000]],
    ['what does not', [70_000, 70_000, 300_000, 1]],
  ])('keeps %s', async (_, sizes) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const kept = await keepEncoded(parts(sizes), directory, 100_000);
    expect(kept instanceof Uint8Array).toBe(total <= 100_000);
    const audio = new AudioOutput(kept, { format: 'wav', duration: 1, sampleRate: 8000, channels: 1 });
    expect(audio.byteLength).toBe(total);
    const bytes = audio.bytes();
    expect(bytes).toHaveLength(total);
    expect(bytes.every((value, at) => value === at % 251)).toBe(true);
    // As often as it is asked for.
    for (let count = 0; count < 2; count++) expect(await buffer(audio.stream())).toEqual(Buffer.from(bytes));
    expect(Buffer.from(await audio.blob().arrayBuffer())).toEqual(Buffer.from(bytes));
    expect(await readdir(directory)).toEqual([]);
    await audio.save(join(directory, 'saved.wav'));
    expect(await readFile(join(directory, 'saved.wav'))).toEqual(Buffer.from(bytes));
    await rm(join(directory, 'saved.wav'));
  });

  it('leaves nothing behind when the source breaks off', async () => {
    async function* breakingOff(): AsyncGenerator<Uint8Array, void> {
      yield new Uint8Array(1000);
      throw new Error('no more');
    }
    await expect(keepEncoded(breakingOff(), directory, 10)).rejects.toThrow('no more');
    expect(await readdir(directory)).toEqual([]);
  });
});
