import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { potoo } from '@potoo/core';
import { test } from 'vitest';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { createServer } from '../create-server.ts';
import { openToAll } from './open-house.ts';
import { createPlatform } from './platform.ts';

const MIB = 1024 * 1024;
const run = promisify(execFile);

/** A file of tones that is so many bytes long, which what converts it here gives back as it is. */
const fileOf = (mebibytes: number) => new Blob([new Uint8Array(mebibytes * MIB)]);

test('a server on a disk of 64 MB refuses what does not fit, and goes on once there is room', async ({ skip }) => {
  const disk = await mkdtemp(path.join(tmpdir(), 'potoo-disk-'));
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk]).then(
    () => true,
    () => false,
  );
  if (!isMounted) {
    await rm(disk, { recursive: true });
    return skip('A small disk cannot be mounted here.');
  }
  const [results, tempDirectory] = [path.join(disk, 'results'), path.join(disk, 'uploads')];
  await mkdir(tempDirectory);
  const home = await temporaryHome();
  const service = new ToneService();
  const onError = () => {};
  const platform = createPlatform({ dataDirectory: home.path, results, tempDirectory, service, onError });
  const admission = openToAll({ service, platform, measure: async () => 1, onError });
  const server = await createServer(service, { platform, admission, tempDirectory, onError }).listen({ port: 0 });
  const client = potoo({ baseUrl: server.url, maxRetries: 0 });

  const convert = async (mebibytes: number) => {
    const { id } = await client.submit({ type: 'convertAudio', request: { audio: fileOf(mebibytes), format: 'wav' } });
    for await (const job of client.watchJob(id)) {
      if (job.status === 'completed') return id;
      if (job.status === 'failed') assert.equal(job.error?.reason, 'disk_full');
    }
    return undefined;
  };
  const isDiskFull = { status: 507, reason: 'disk_full' };
  try {
    await assert.rejects(client.transcribe({ audio: fileOf(80) }), isDiskFull);
    assert.deepEqual(await readdir(tempDirectory), []);

    const first = await convert(10);
    assert.ok(first, 'ten megabytes fit');
    // What was worked on is kept for a while beside what was made of it: soon there is no room.
    const made = [first];
    for (;;) {
      const id = await convert(10).catch((error: unknown) => {
        assert.deepEqual(pick(error), isDiskFull);
      });
      if (!id) break;
      made.push(id);
      assert.ok(made.length < 5, 'the disk has an end');
    }
    assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
    // Whatever was made before is still there, and small work still goes on.
    const kept = await fetch(`${server.url}/v1/results/${first}`);
    assert.equal((await kept.arrayBuffer()).byteLength, 10 * MIB);
    assert.equal((await client.synthesize({ text: 'One two.', format: 'wav' })).audio.format, 'wav');

    const sweeper = await platform.results();
    for (const id of made) await fetch(`${server.url}/v1/results/${id}`, { method: 'DELETE' });
    await sweeper.sweep();
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    assert.ok(await convert(10), 'there is room again');
  } finally {
    await client.close();
    await server.close({ graceMs: 0 });
    await platform.close({ graceMs: 0 });
    home.remove();
    await run('umount', ['--lazy', disk]);
    await rm(disk, { recursive: true });
  }
});

function pick(error: unknown): object {
  return error instanceof Error && 'status' in error && 'reason' in error
    ? { status: error.status, reason: error.reason }
    : { error };
}
