import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AudioInput } from '@potoo/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spoolAudio, writeWhole } from './spool.ts';

const folder = mkdtempSync(join(tmpdir(), 'potoo-spool-'));
const directory = join(folder, 'private');
const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index & 255);
const server = createServer((request, response) => {
  if (request.url === '/silent') return;
  response.writeHead(
    request.url === '/audio' || request.url === '/unsized' ? 200 : 404,
    request.url === '/audio' ? { 'content-length': bytes.length } : {},
  );
  response.end(request.url === '/audio' || request.url === '/unsized' ? bytes : 'nothing');
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function streamOf(chunks: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      if (chunks-- > 0) controller.enqueue(bytes.slice(0, 10_000));
      else controller.close();
    },
  });
}

const options = { directory, maxBytes: 1_000_000 };
const INPUTS: ReadonlyArray<readonly [name: string, input: () => AudioInput]> = [
  ['a Blob', () => new Blob([bytes])],
  ['an ArrayBuffer', () => bytes.slice().buffer],
  ['a view into a larger buffer', () => new Uint8Array(Uint8Array.from([9, ...bytes, 9]).buffer, 1, bytes.length)],
  ['a stream', () => new Blob([bytes]).stream()],
  ['a URL', () => new URL('/audio', origin)],
];

describe('spoolAudio', () => {
  it.each(INPUTS)('puts %s into a private file, and removes it', async (_, input) => {
    const spooled = await spoolAudio(input(), options);
    expect(spooled.bytes).toBe(bytes.length);
    expect(readFileSync(spooled.path).equals(bytes)).toBe(true);
    expect(statSync(spooled.path).mode & 0o777).toBe(0o600);
    await spooled[Symbol.asyncDispose]();
    expect(existsSync(spooled.path)).toBe(false);
  });

  it.each([...INPUTS, ['an unsized answer', () => new URL('/unsized', origin)] as const])(
    'refuses %s that is too large, leaving nothing',
    async (_, input) => {
      await expect(spoolAudio(input(), { directory, maxBytes: 99_999 })).rejects.toMatchObject({
        code: 'file_too_large',
        status: 413,
      });
      expect(readdirSync(directory)).toEqual([]);
    },
  );

  it('uses a path in place, and never removes it', async () => {
    writeFileSync(join(folder, 'mine.wav'), bytes);
    const spooled = await spoolAudio({ path: join(folder, 'mine.wav') }, options);
    expect(spooled).toMatchObject({ path: join(folder, 'mine.wav'), bytes: bytes.length });
    await spooled[Symbol.asyncDispose]();
    expect(existsSync(spooled.path)).toBe(true);
    await expect(spoolAudio({ path: spooled.path }, { directory, maxBytes: 10 })).rejects.toMatchObject({
      code: 'file_too_large',
    });
  });

  it('refuses paths that are no readable file', async () => {
    const missing = { code: 'bad_request', reason: 'missing_file' };
    await expect(spoolAudio({ path: join(folder, 'absent.wav') }, options)).rejects.toMatchObject(missing);
    await expect(spoolAudio({ path: folder }, options)).rejects.toMatchObject(missing);
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      await expect(spoolAudio({ path: join(folder, 'pipe') }, options)).rejects.toMatchObject(missing);
      await expect(spoolAudio({ path: '/dev/zero' }, options)).rejects.toMatchObject(missing);
    }
    if (process.getuid?.() !== 0) {
      writeFileSync(join(folder, 'locked.wav'), bytes);
      chmodSync(join(folder, 'locked.wav'), 0);
      await expect(spoolAudio({ path: join(folder, 'locked.wav') }, options)).rejects.toMatchObject(missing);
    }
  });

  it('refuses addresses that give nothing, and schemes other than http', async () => {
    await expect(spoolAudio(new URL('/absent', origin), options)).rejects.toMatchObject({ reason: 'missing_file' });
    await expect(spoolAudio(new URL('http://127.0.0.1:1/'), options)).rejects.toMatchObject({ reason: 'missing_file' });
    await expect(spoolAudio(new URL('file:///etc/passwd'), options)).rejects.toMatchObject({
      reason: 'invalid_parameter',
    });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('stops when its caller gives up, also while nothing comes', async () => {
    const controller = new AbortController();
    const never = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    const waiting = [
      spoolAudio(never, { ...options, signal: controller.signal }),
      spoolAudio(new URL('/silent', origin), { ...options, signal: controller.signal }),
    ];
    setTimeout(() => controller.abort(new Error('gave up')), 20);
    await Promise.all(waiting.map((spooled) => expect(spooled).rejects.toThrow('gave up')));
    expect(readdirSync(directory)).toEqual([]);
  });

  it('passes on the failure of a stream, leaving nothing', async () => {
    const failing = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('the line broke'));
      },
    });
    await expect(spoolAudio(failing, options)).rejects.toThrow('the line broke');
    expect(readdirSync(directory)).toEqual([]);
  });

  it.skipIf(!existsSync('/dev/full'))('says so when the disk is full', async () => {
    // The device that is always full stands for the disk.
    await using file = await open('/dev/full', 'w');
    await expect(writeWhole(file, bytes)).rejects.toMatchObject({
      code: 'internal_error',
      reason: 'disk_full',
      status: 507,
    });
  });

  it('takes a long stream a piece at a time', async () => {
    await using spooled = await spoolAudio(streamOf(50), options);
    expect(spooled.bytes).toBe(500_000);
  });
});
