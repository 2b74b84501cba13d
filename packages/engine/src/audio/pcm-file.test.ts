import assert from 'node:assert/strict';
import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pcm } from '@potoo/core';
import { afterAll, beforeAll, test } from 'vitest';
import { pcmFileSource, spoolPcm } from './pcm-file.ts';
import { type PcmSource, pcmSource } from './pcm-source.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'potoo-pcm-'));
});
afterAll(() => rm(directory, { recursive: true }));

const stereo: Pcm = {
  channels: [
    Float32Array.from({ length: 1000 }, (_, at) => at / 1000),
    Float32Array.from({ length: 1000 }, (_, at) => -at / 1000),
  ],
  sampleRate: 8000,
};

async function read(source: PcmSource, options = {}): Promise<Pcm[]> {
  return Array.fromAsync(source.read(options));
}

test('what was spooled is read back, block for block, as from memory', async () => {
  await using spooled = await spoolPcm(pcmSource(stereo).read({ blockFrames: 333 }), { directory });
  assert.deepEqual([spooled.frames, spooled.channels, spooled.sampleRate], [1000, 2, 8000]);
  for (const options of [
    {},
    { blockFrames: 7 },
    { from: 10, to: 990, blockFrames: 100 },
    { from: 999 },
    { from: 1000 },
  ]) {
    assert.deepEqual(await read(pcmFileSource(spooled), options), await read(pcmSource(stereo), options));
  }
});

test('the file is gone after use, and after a failure', async () => {
  const spooled = await spoolPcm(pcmSource(stereo).read(), { directory });
  await spooled[Symbol.asyncDispose]();
  await assert.rejects(access(spooled.path));
  async function* failing(): AsyncGenerator<Pcm> {
    yield stereo;
    throw new Error('decoder');
  }
  await assert.rejects(spoolPcm(failing(), { directory }), /decoder/);
  assert.deepEqual(await readdir(directory), []);
});

test('a file that was cut short is an error, not silence', async () => {
  await using spooled = await spoolPcm(pcmSource(stereo).read(), { directory });
  await assert.rejects(read(pcmFileSource({ ...spooled, frames: 1001 })), { code: 'internal_error' });
});
