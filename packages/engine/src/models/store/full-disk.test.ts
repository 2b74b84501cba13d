import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testCard } from './__fixtures__/cards.ts';
import { HubServer } from './__fixtures__/hub-server.ts';
import { ModelStore } from './model-store.ts';

const run = promisify(execFile);
const MODEL = randomBytes(2_000_000);
const CARD = testCard('hubbed', [{ kind: 'hub', repository: 'org/model', revision: null, files: ['model.onnx'] }]);

let server: HubServer;
let disk: string;

beforeEach(async () => {
  server = await HubServer.start();
  server.repositories.set('org/model', { 'model.onnx': MODEL });
  disk = await mkdtemp(path.join(tmpdir(), 'potoo-disk-'));
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await run('umount', [disk]).catch(() => {});
  await rm(disk, { recursive: true, force: true });
});

/** Makes {@link disk} one of so many megabytes; `false` where that is not allowed. */
async function mountDisk(megabytes: number): Promise<boolean> {
  return run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]).then(
    () => true,
    () => false,
  );
}

/** Leaves half as much room as the model needs. */
async function fillDisk(filler: string): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  const bytes = bavail * bsize - MODEL.length / 2;
  if (bytes > 0) await writeFile(filler, Buffer.alloc(bytes));
}

const store = () => new ModelStore({ folder: disk, cards: [CARD], access: { endpoint: server.endpoint } });
const isDiskFull = { reason: 'disk_full', status: 507, hint: expect.stringContaining('POTOO_MODELS') };

test('a disk that is too small is told of before anything is fetched', { timeout: 60_000 }, async ({ skip }) => {
  if (!(await mountDisk(16))) return skip('A small disk cannot be mounted here.');
  const message = expect.stringMatching(/^hubbed-small needs 2 MB, and \d+ MB are free/);
  await expect(store().pull('hubbed')).rejects.toMatchObject({ ...isDiskFull, message });
  expect(server.downloads('model.onnx')).toEqual([]);
});

test('a disk that others fill meanwhile keeps nothing of the pull, which succeeds once there is room', {
  timeout: 60_000,
}, async ({ skip }) => {
  if (!(await mountDisk(80))) return skip('A small disk cannot be mounted here.');
  const filler = path.join(disk, 'filler');
  server.fault = (url, response) => {
    if (!url.endsWith('model.onnx') || server.downloads('model.onnx').length === 0) return false;
    fillDisk(filler).then(
      () => response.writeHead(200, { 'content-length': MODEL.length, etag: '"etag"' }).end(MODEL),
      (error) => response.destroy(error),
    );
    return true;
  };
  await expect(store().pull('hubbed')).rejects.toMatchObject(isDiskFull);
  expect(await readdir(path.join(disk, 'partial'))).toEqual([]);
  server.fault = undefined;
  await rm(filler);
  expect((await store().pull('hubbed')).fetched).toBe(true);
});

test('what an earlier pull left needs no room again', { timeout: 60_000 }, async ({ skip }) => {
  if (!(await mountDisk(80))) return skip('A small disk cannot be mounted here.');
  const stopping = new AbortController();
  server.fault = (url, response, request) => {
    if (!url.endsWith('model.onnx') || request.headers.range === 'bytes=0-0') return false;
    if (request.headers.host === new URL(server.endpoint).host) return false;
    response.writeHead(200, { 'content-length': MODEL.length, etag: '"etag"' }).write(MODEL.subarray(0, 1_600_000));
    return true;
  };
  const onProgress = ({ fraction }: { fraction: number }) => {
    if (fraction >= 0.8) stopping.abort(new Error('enough'));
  };
  await expect(store().pull('hubbed', { signal: stopping.signal, onProgress })).rejects.toThrow('enough');
  server.fault = undefined;
  const { bavail, bsize } = await statfs(disk);
  await writeFile(path.join(disk, 'filler'), Buffer.alloc(bavail * bsize - 64 * 2 ** 20 - MODEL.length / 2));
  expect((await store().pull('hubbed')).fetched).toBe(true);
});
