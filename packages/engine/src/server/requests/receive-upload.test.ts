import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { sized, tellFigure } from '../../testing/full-size.ts';
import { exchangeRaw, openSocket } from '../__fixtures__/raw-exchange.ts';
import { createServer } from '../create-server.ts';
import type { RunningServer } from '../listen.ts';

const BOUNDARY = 'x-potoo-boundary';
const MIB = 1024 * 1024;
const UPLOADS = sized(5, 20);

let folder: string;
let service: ToneService;
let server: RunningServer;
let faults: unknown[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'potoo-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  service = new ToneService();
  faults = [];
  await mkdir(folder, { recursive: true });
  server = await createServer(service, { tempDirectory: folder, onError: (error) => faults.push(error) }).listen({
    port: 0,
  });
});
afterEach(() => server.close({ graceMs: 0 }));

const leftovers = () => readdir(folder);
const cleanedUp = () => vi.waitFor(async () => expect(await leftovers()).toEqual([]), { timeout: 5_000, interval: 10 });

function form(file: Uint8Array, fields: Record<string, string> = {}, name = 'file'): Buffer {
  const texts = Object.entries(fields).map(
    ([field, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="a.wav"\r\n\r\n`;
  return Buffer.concat([Buffer.from(texts.join('') + head), file, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

function post(body: Buffer, path = '/v1/stt/'): Buffer {
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=${BOUNDARY}\r\n`;
  return Buffer.concat([Buffer.from(`${head}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`), body]);
}

/** A file of zeros as a form, sent chunk by chunk and never held whole. */
function hugeForm(bytes: number, name?: string): ReadableStream<Uint8Array> {
  const [head, tail] = [
    form(new Uint8Array(), {}, name).subarray(0, -(BOUNDARY.length + 8)),
    `\r\n--${BOUNDARY}--\r\n`,
  ];
  const chunk = new Uint8Array(64 * 1024);
  let sent = -1;
  return new ReadableStream({
    pull(controller) {
      if (sent < 0) controller.enqueue(head);
      else if (sent >= bytes) {
        controller.enqueue(Buffer.from(tail));
        return controller.close();
      } else controller.enqueue(chunk.subarray(0, Math.min(chunk.length, bytes - sent)));
      sent = sent < 0 ? 0 : sent + chunk.length;
    },
  });
}

/** Options of `fetch` for a form; a stream needs `duplex`, which the types of the web do not know. */
function formInit(body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>): RequestInit {
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  const init = { method: 'POST', headers, body, duplex: 'half' };
  return init;
}

function sendHuge(bytes: number): Promise<Response> {
  return fetch(`${server.url}/v1/stt/`, formInit(hugeForm(bytes)));
}

describe('an upload', () => {
  it('is removed after the answer', async () => {
    service.beforeTone = async () => expect(await leftovers()).toHaveLength(1);
    const response = await exchangeRaw(server.port, post(form(Buffer.alloc(1_000))));
    expect([response.status, JSON.parse(response.body).text]).toEqual([200, '1000 bytes']);
    await cleanedUp();
  });

  it('is removed after a stream of events, and when its client leaves in the middle', async () => {
    const body = post(form(Buffer.alloc(1_000), { stream_format: 'events' }));
    expect((await exchangeRaw(server.port, body)).status).toBe(200);
    await cleanedUp();
    for (const isSent of [false, true]) {
      const started = Promise.withResolvers<void>();
      service.beforeTone = (_, signal) => {
        started.resolve();
        return new Promise((__, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      };
      const socket = await openSocket(server.port);
      socket.write(isSent ? body : post(form(Buffer.alloc(1_000))));
      await started.promise;
      socket.destroy();
      await cleanedUp();
    }
    expect(service.active).toBe(0);
    expect(faults).toEqual([]);
  });

  it('is removed if the service fails', async () => {
    service.beforeTone = () => Promise.reject(new Error('no'));
    expect((await exchangeRaw(server.port, post(form(Buffer.alloc(9))))).status).toBe(500);
    expect((await exchangeRaw(server.port, post(form(Buffer.alloc(9)), '/v1/audio/convert/'))).status).toBe(500);
    await cleanedUp();
  });

  it('leaves nothing behind wherever it is cut', async () => {
    const whole = post(form(Buffer.alloc(300_000), { model: 'ear' }));
    const cutAt = async (offset: number, n: number) => {
      const socket = await openSocket(server.port);
      socket.write(whole.subarray(0, offset));
      await delay(n % 20);
      if (n % 2 === 0) socket.destroy();
      else socket.resetAndDestroy();
    };
    const random = (n: number) => (n * 7_919) % whole.length;
    await Promise.all(Array.from({ length: 100 }, (_, n) => cutAt(n < 50 ? random(n) : n * 4, n)));
    await delay(50);
    await cleanedUp();
    expect(faults).toEqual([]);
    expect((await exchangeRaw(server.port, whole)).status).toBe(200);
  });

  it('is refused while it comes, and the answer reaches the client', async () => {
    const limited = createServer(service, { tempDirectory: folder, limits: { transcribeBytes: MIB } });
    const small = await limited.listen({ port: 0 });
    const send = (init: RequestInit) => fetch(`${small.url}/v1/stt/`, init);
    expect((await send(formInit(new Uint8Array(form(Buffer.alloc(8 * MIB)))))).status).toBe(413);
    expect((await send(formInit(hugeForm(8 * MIB)))).status).toBe(413);
    await cleanedUp();
    await small.close({ graceMs: 0 });
  });

  it('does not take memory with its size', async () => {
    await (await sendHuge(MIB)).text();
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
    const answers = await Promise.all(Array.from({ length: UPLOADS }, () => sendHuge(99 * MIB)));
    clearInterval(watch);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject(
      Array.from({ length: UPLOADS }, () => ({ text: `${99 * MIB} bytes` })),
    );
    // The client is in this process as well, and counts.
    expect((peak - before) / MIB).toBeLessThan(128);
    await cleanedUp();
    tellFigure(`${UPLOADS} uploads of 99 MiB at once`, { 'memory, MiB more': ((peak - before) / MIB).toFixed(0) });
  }, 600_000);

  it.each([
    ['/v1/stt/', 100, 'file'],
    ['/v1/audio/convert/', 50, 'file'],
    ['/v1/audio/enhance/', 50, 'file'],
    ['/v1/tts/clone/', 20, 'reference_audio'],
  ])('to %s may have %d MiB to the byte', async (path, most, name) => {
    // Nothing here can enhance or clone: that the form is taken is what counts.
    const send = async (bytes: number) => {
      const response = await fetch(server.url + path, formInit(hugeForm(bytes, name)));
      await response.arrayBuffer();
      return response.status === 413 ? 'refused' : 'taken';
    };
    expect([await send(most * MIB - 1), await send(most * MIB), await send(most * MIB + 1)]).toEqual([
      'taken',
      'taken',
      'refused',
    ]);
    await cleanedUp();
  });

  it('is refused with 500 if it cannot be stored, and its owner learns why', async () => {
    await rm(folder, { recursive: true });
    const response = await exchangeRaw(server.port, post(form(Buffer.alloc(9))));
    expect(response.status).toBe(500);
    expect(JSON.parse(response.body).error).toMatchObject({ reason: 'upload_failed' });
    expect(response.body).not.toContain(folder);
    expect(faults).toMatchObject([{ cause: { code: 'ENOENT' } }]);
  });

  it('is refused with 507 while the disk is full, and taken again once it is not', async ({ skip }) => {
    const disk = await mkdtemp(join(tmpdir(), 'potoo-disk-'));
    const run = promisify(execFile);
    const isMounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).then(
      () => true,
      () => false,
    );
    if (!isMounted) {
      await rm(disk, { recursive: true });
      return skip('A small disk cannot be mounted here.');
    }
    const tiny = await createServer(service, { tempDirectory: disk }).listen({ port: 0 });
    try {
      const full = await fetch(`${tiny.url}/v1/stt/`, formInit(hugeForm(8 * MIB)));
      expect([full.status, full.headers.get('retry-after')]).toEqual([507, '60']);
      expect(await full.json()).toMatchObject({ error: { code: 'internal_error', reason: 'disk_full' } });
      expect(await readdir(disk)).toEqual([]);
      expect((await fetch(`${tiny.url}/v1/stt/`, formInit(hugeForm(2 * MIB)))).status).toBe(200);
    } finally {
      await tiny.close({ graceMs: 0 });
      await run('umount', [disk]);
      await rm(disk, { recursive: true });
    }
  });
});
