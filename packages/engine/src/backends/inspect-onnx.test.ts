import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tinyVits } from '../testing/tiny-models/tiny-voices.ts';
import { inspectOnnx, NotOnnx } from './inspect-onnx.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'potoo-onnx-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspect(bytes: Uint8Array) {
  const file = path.join(folder, `${crypto.randomUUID()}.onnx`);
  await writeFile(file, bytes);
  return inspectOnnx(file);
}

describe('the head of an ONNX file', () => {
  test('tells metadata, inputs and outputs', async () => {
    expect(await inspect(tinyVits())).toEqual({
      metadata: expect.objectContaining({ sample_rate: '16000', comment: 'tiny' }),
      inputs: ['x', 'x_length', 'noise_scale', 'stretch', 'noise_scale_w'],
      outputs: ['y'],
    });
  });

  test('is refused wherever the file is cut', async () => {
    const whole = tinyVits();
    // Behind the graph only entries of metadata follow: a cut between two of them leaves a whole file with fewer.
    const cuts = Array.from({ length: 60 }, (_, index) => Math.floor((index * (whole.length - 200)) / 60));
    for (const cut of cuts) await expect(inspect(whole.subarray(0, cut))).rejects.toThrow(NotOnnx);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['a page', Buffer.from('<!doctype html><title>Not found</title>')],
    ['a pointer of Git LFS', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n')],
    ['zeros', new Uint8Array(5000)],
    ['noise', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251)],
  ])('of %s is refused', async (_, bytes) => {
    await expect(inspect(bytes)).rejects.toThrow(NotOnnx);
  });
});
