import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3Server, startS3 } from './__fixtures__/s3-server.ts';
import type { ResultStore } from './contract.ts';
import { createFolderStore } from './folder-store.ts';
import { openStore } from './open-store.ts';
import { createS3Store } from './s3-store.ts';

let folder: string;
let temporary: string;
let s3: S3Server;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'potoo-store-'));
  temporary = await mkdtemp(path.join(tmpdir(), 'potoo-store-tmp-'));
  s3 = await startS3();
});
afterAll(async () => {
  await s3.close();
  await Promise.all([folder, temporary].map((at) => rm(at, { recursive: true })));
});

const openS3 = (changes: { secretAccessKey?: string; bucket?: string } = {}) =>
  createS3Store({
    bucket: 'bucket',
    prefix: 'a folder/',
    endpoint: s3.url,
    tempDirectory: temporary,
    ...s3,
    ...changes,
  });

const WAV = { contentType: 'audio/wav' };
const KEY = 'abcdef0123456789';
const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, index) => index % 251));

async function* inPieces(bytes: Buffer, size = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield bytesOf(100);
  throw new Error('the source broke off');
}

const files = async (at: string) => {
  const entries = await readdir(at, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
};

describe.each([
  { name: 'a folder', open: (): ResultStore => createFolderStore(folder), held: () => files(folder) },
  { name: 'a bucket', open: (): ResultStore => openS3(), held: async () => [...s3.objects.keys()] },
])('$name', ({ open, held }) => {
  it('gives back what was put in, whole or in part, until it is removed', async () => {
    const store = open();
    await store.check();
    const bytes = bytesOf(300_000);
    expect(await store.put(KEY, inPieces(bytes), WAV)).toBe(300_000);
    expect(await buffer(await store.get(KEY))).toEqual(bytes);
    expect(await buffer(await store.get(KEY, { range: { first: 250_000, last: 250_002 } }))).toEqual(
      bytes.subarray(250_000, 250_003),
    );
    expect(await held()).toHaveLength(1);
    await store.remove(KEY);
    await store.remove(KEY);
    expect(await held()).toEqual([]);
    await expect(store.get(KEY)).rejects.toMatchObject({ code: 'not_found', reason: 'result_not_found' });
  });

  it('holds an empty file, and replaces one', async () => {
    const store = open();
    expect(await store.put(KEY, inPieces(bytesOf(9)), WAV)).toBe(9);
    expect(await store.put(KEY, inPieces(Buffer.alloc(0)), WAV)).toBe(0);
    expect(await buffer(await store.get(KEY))).toHaveLength(0);
    await store.remove(KEY);
  });

  it('keeps nothing of a file that is too large, breaks off, or is no longer wanted', async () => {
    const store = open();
    const stop = new AbortController();
    async function* stopping(): AsyncGenerator<Uint8Array> {
      yield bytesOf(100);
      stop.abort(new Error('enough'));
      yield bytesOf(100);
    }
    await expect(store.put(KEY, inPieces(bytesOf(101)), { ...WAV, maxBytes: 100 })).rejects.toMatchObject({
      code: 'file_too_large',
      reason: 'result_too_large',
    });
    await expect(store.put(KEY, breakingOff(), WAV)).rejects.toMatchObject({
      cause: { message: 'the source broke off' },
    });
    await expect(store.put(KEY, stopping(), { ...WAV, signal: stop.signal })).rejects.toThrow('enough');
    expect(await held()).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });
});

describe('a folder', () => {
  it('removes what a process that was killed has left of a file', async () => {
    const store = createFolderStore(folder);
    await store.put(KEY, inPieces(bytesOf(1)), WAV);
    await writeFile(path.join(folder, KEY.slice(0, 2), `${KEY}.part`), 'half');
    await store.remove(KEY);
    expect(await files(folder)).toEqual([]);
  });

  it('is full before the disk is, and takes files again once there is room', async ({ skip }) => {
    const disk = await mkdtemp(path.join(tmpdir(), 'potoo-disk-'));
    const run = promisify(execFile);
    const mounting = run('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk]);
    if (
      await mounting.then(
        () => false,
        () => true,
      )
    ) {
      await rm(disk, { recursive: true });
      return skip('A small disk cannot be mounted here.');
    }
    try {
      const store = createFolderStore(disk);
      const mebibytes = (count: number) => inPieces(Buffer.alloc(count * 1024 * 1024), 1024 * 1024);
      await store.put('first', mebibytes(20), WAV);
      await expect(store.put('second', mebibytes(60), WAV)).rejects.toMatchObject({ status: 507, reason: 'disk_full' });
      // A database on the same disk can still write.
      await writeFile(path.join(disk, 'beside'), Buffer.alloc(12 * 1024 * 1024));
      await rm(path.join(disk, 'beside'));
      await store.remove('first');
      await store.put('second', mebibytes(40), WAV);
      await expect(store.check()).resolves.toBeUndefined();
    } finally {
      await run('umount', [disk]);
      await rm(disk, { recursive: true });
    }
  });
});

describe('a bucket', () => {
  it('keeps the type of a file under its prefix', async () => {
    await openS3().put(KEY, inPieces(bytesOf(5)), WAV);
    expect([...s3.objects]).toEqual([[`/bucket/a%20folder/${KEY}`, { bytes: bytesOf(5), type: 'audio/wav' }]]);
    await openS3().remove(KEY);
  });

  it('asks again when the service fails for a moment', async () => {
    s3.failures.push({ status: 503, code: 'SlowDown' }, { status: 500, code: 'InternalError' });
    expect(await openS3().put(KEY, inPieces(bytesOf(70_000)), WAV)).toBe(70_000);
    expect(await buffer(await openS3().get(KEY))).toEqual(bytesOf(70_000));
    await openS3().remove(KEY);
  });

  it('says what is wrong: the key, the bucket, the room, the network', async () => {
    const put = (store: ResultStore) => store.put(KEY, inPieces(bytesOf(5)), WAV);
    const wrongKey = put(openS3({ secretAccessKey: 'wrong' }));
    await expect(wrongKey).rejects.toThrow('refused with 403 SignatureDoesNotMatch');
    await expect(wrongKey).rejects.toMatchObject({
      reason: 'result_store_failed',
      hint: expect.stringContaining('key'),
    });
    await expect(openS3({ bucket: 'other' }).check()).rejects.toThrow('404 NoSuchBucket');
    s3.failures.push(...Array.from({ length: 5 }, () => ({ status: 507, code: 'XMinioStorageFull' })));
    await expect(openS3().check()).rejects.toMatchObject({ reason: 'disk_full', status: 507 });
    const nowhere = createS3Store({ bucket: 'b', endpoint: 'http://127.0.0.1:1', ...s3 });
    await expect(nowhere.check()).rejects.toMatchObject({ code: 'unreachable', reason: 'result_store_unreachable' });
  });
});

describe('the location of a store', () => {
  const env = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

  it.each([
    ['some/folder', path.resolve('some/folder')],
    ['file:///var/results', '/var/results'],
    ['s3://voices', 'https://voices.s3.us-east-1.amazonaws.com/'],
    ['s3://voices/jobs/?region=eu-west-1', 'https://voices.s3.eu-west-1.amazonaws.com/jobs/'],
    ['s3://voices/a/b?endpoint=https://minio.example:9000/', 'https://minio.example:9000/voices/a/b/'],
  ])('%s is %s', async (location, description) => {
    expect((await openStore(location, env)).description).toBe(description);
  });

  it('can be left to the environment, and needs a key', async () => {
    const { description } = await openStore('s3://v', { ...env, AWS_ENDPOINT_URL: 'http://minio', AWS_REGION: 'x' });
    expect(description).toBe('http://minio/v/');
    await expect(openStore('s3://voices', {})).rejects.toMatchObject({
      hint: expect.stringContaining('AWS_ACCESS_KEY_ID'),
    });
    for (const wrong of ['https://voices.example', 's3:', 's3://', 'ftp://x']) {
      await expect(openStore(wrong, env)).rejects.toMatchObject({ code: 'bad_request', param: 'results' });
    }
  });
});
