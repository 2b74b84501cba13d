import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BlendedVoices } from './blended-voices.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'potoo-blend-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Two voices of two numbers each. */
async function open(): Promise<BlendedVoices> {
  const file = path.join(folder, 'voices.bin');
  await writeFile(file, new Uint8Array(Float32Array.of(0, 4, 8, 0).buffer));
  return BlendedVoices.open(file, 2);
}

async function vectorsIn(file: string): Promise<number[]> {
  const bytes = await readFile(file);
  return [...new Float32Array(Uint8Array.from(bytes).buffer)];
}

test('a blend lies between its voices, in a file that is there while it is loaded', async () => {
  const voices = await open();
  const { speaker } = voices.place([
    { speaker: 0, weight: 0.75 },
    { speaker: 1, weight: 0.25 },
  ]);
  let loaded = '';
  const vectors = await voices.load((file) => {
    loaded = file;
    return vectorsIn(file);
  });
  expect(vectors.slice(2 * speaker, 2 * speaker + 2)).toEqual([2, 3]);
  expect(existsSync(path.dirname(loaded))).toBe(false);
  const failing = voices.load(async (file) => {
    loaded = file;
    throw new Error('not loaded');
  });
  await expect(failing).rejects.toThrow('not loaded');
  expect(existsSync(path.dirname(loaded))).toBe(false);
});

test('a blend that is known needs no loading, and the one that was used longest ago gives way', async () => {
  const voices = await open();
  const blend = (weight: number) =>
    voices.place([
      { speaker: 0, weight },
      { speaker: 1, weight: 1 - weight },
    ]);
  const [half, quarter] = [blend(0.5), blend(0.25)];
  expect(quarter.version).toBeGreaterThan(half.version);
  expect(blend(0.5)).toEqual({ speaker: half.speaker, version: quarter.version });
  expect(blend(0.125).speaker).toBe(quarter.speaker);
});
