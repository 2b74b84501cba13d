import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Busboy } from '@fastify/busboy';
import fc from 'fast-check';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AudioInput } from '../audio/audio-input.ts';
import { BadRequestError } from '../errors/errors.ts';
import { PotooError } from '../errors/potoo-error.ts';
import { EVENT_STREAM_TYPE } from '../wire/speech-events.ts';
import { listen, makeTransport, rejection } from './__fixtures__/loopback.ts';
import { multipartBody } from './multipart.ts';
import { toUploadSource, type UploadSource } from './upload-source.ts';

const READER = {
  signal: new AbortController().signal,
  onWait: () => {},
  onData: () => {},
  fail: () => {},
  onEnd: () => {},
};

afterEach(() => vi.unstubAllGlobals());

interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly text: string;
}

async function parse(body: BodyInit, contentType: string): Promise<Part[]> {
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  return new Promise((resolve, reject) => {
    const parts: Part[] = [];
    const form = new Busboy({ headers: { 'content-type': contentType } });
    form.on('field', (name, text) => parts.push({ name, text }));
    form.on('file', async (name, stream, fileName) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => parts.push({ name, fileName, text: Buffer.concat(chunks).toString('latin1') }));
    });
    form.on('finish', () => resolve(parts));
    form.on('error', reject);
    form.end(bytes);
  });
}

async function source(text = 'sound'): Promise<UploadSource> {
  return toUploadSource(new TextEncoder().encode(text), fetch, 'audio');
}

describe('multipart bodies (C8)', () => {
  it('carry any file name exactly, or refuse it, and let nobody add a header', async () => {
    const file = await source();
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), nasty()),
        async (fileName) => {
          let body: ReturnType<typeof multipartBody>;
          try {
            body = multipartBody({ model: 'auto' }, { name: 'file', fileName, source: file });
          } catch (error) {
            expect(error).toBeInstanceOf(BadRequestError);
            return;
          }
          sent += 1;
          const parts = await parse(await body.open(READER), body.contentType);
          expect(parts).toEqual([
            { name: 'model', text: 'auto' },
            { name: 'file', fileName, text: 'sound' },
          ]);
        },
      ),
      { numRuns: 5_000 },
    );
    expect(sent).toBeGreaterThan(500);
  });

  it('carry any text in their fields, in order, before the file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (first, second) => {
        const fields = { first, left: undefined, second };
        const body = multipartBody(fields, { name: 'file', fileName: 'a "b".wav', source: await source() });
        const parts = await parse(await body.open(READER), body.contentType);
        expect(parts).toEqual([
          { name: 'first', text: first },
          { name: 'second', text: second },
          { name: 'file', fileName: 'a "b".wav', text: 'sound' },
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('are Blobs where requests cannot be streamed', async () => {
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' });
    const bodies = [];
    for (const audio of [new Blob(['sound']), new Blob(['sound']).stream(), new TextEncoder().encode('sound')]) {
      const from = await toUploadSource(audio, fetch, 'audio');
      const body = multipartBody({ model: 'auto' }, { name: 'file', fileName: 'a.wav', source: from });
      bodies.push([await body.open(READER), body.contentType] as const);
    }
    vi.unstubAllGlobals();
    for (const [body, type] of bodies) {
      expect(body).toBeInstanceOf(Blob);
      expect((await parse(body, type))[1]).toEqual({ name: 'file', fileName: 'a.wav', text: 'sound' });
    }
  });
});

function nasty(): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    '"',
    '\\',
    '\r\n',
    '\n',
    '\0',
    '/',
    '%22',
    ';',
    '; name="model',
    "'",
    '\u2028',
    'é',
    '🙂',
    '\ud800',
  );
  return fc
    .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 6 })
    .map((all) => all.join(''));
}

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'potoo-upload-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

async function receiver() {
  const received: number[] = [];
  const { url } = await listen((request, response) => {
    let bytes = 0;
    request.on('data', (chunk) => {
      bytes += chunk.length;
    });
    request.on('end', () => {
      received.push(bytes);
      response.writeHead(200, { 'content-type': EVENT_STREAM_TYPE });
      const transcript = { text: '', language: 'en', duration: 0, segments: [], model: 'm', warnings: [], usage: {} };
      response.end(`${JSON.stringify({ type: 'done', transcript })}\n`);
    });
  });
  return { url, received };
}

describe('uploads', () => {
  it('take audio in every form, and keep none of it', async () => {
    const path = join(await makeDirectory(), 'päth "x".wav');
    await writeFile(path, 'sound');
    const { url } = await listen((_, response) => response.end('sound'));
    const bytes = new TextEncoder().encode('sound');
    const shared = new Uint8Array(new SharedArrayBuffer(5));
    shared.set(bytes);
    const inputs: AudioInput[] = [bytes, bytes.buffer, new Blob(['sound']), new Blob(['sound']).stream(), { path }];
    inputs.push(pathToFileURL(path), new URL(`${url}/a%20b.wav`), shared);
    for (const audio of inputs) {
      const from = await toUploadSource(audio, fetch, 'audio');
      const body = multipartBody({}, { name: 'file', fileName: 'a', source: from });
      expect((await parse(await body.open(READER), body.contentType))[0]?.text).toBe('sound');
    }
  });

  it('refuse what is no audio with a typed error that names the field', async () => {
    const directory = await makeDirectory();
    const wrong: unknown[] = [
      undefined,
      null,
      'a.wav',
      42,
      {},
      [],
      { path: 7 },
      { path: directory },
      { path: '/no/such' },
    ];
    for (const audio of wrong) {
      const error = await rejection(toUploadSource(audio as AudioInput, fetch, 'audio'));
      expect(error).toMatchObject({ code: 'bad_request', reason: 'missing_file', param: 'audio' });
      expect(PotooError.isInstance(error) && error.hint).toBeTruthy();
    }
  });

  it('that fail at their source end the call with the cause', async () => {
    const { url } = await receiver();
    const { transport } = makeTransport(url);
    const send = async (audio: AudioInput) => {
      const from = await toUploadSource(audio, fetch, 'audio');
      const body = multipartBody({}, { name: 'file', fileName: 'a', source: from });
      return transport.send({ method: 'POST', path: '/', accept: '*/*', body });
    };
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('the microphone is gone'));
      },
    });
    const error = await rejection(send(broken));
    expect(error).toBeInstanceOf(BadRequestError);
    expect((error as Error).cause).toMatchObject({ message: 'the microphone is gone' });
    const text = Readable.toWeb(Readable.from(['text, not bytes'])) as ReadableStream<Uint8Array>;
    expect(await rejection(send(text))).toBeInstanceOf(BadRequestError);
    const missing = await listen((_, response) => response.writeHead(404).end());
    expect(await rejection(send(new URL(missing.url)))).toMatchObject({ code: 'bad_request', reason: 'missing_file' });
  });

  it('are stopped when the server answers before it has read them, and let go of their source', async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(1024));
      },
      cancel() {
        cancelled = true;
      },
    });
    const { url } = await listen((_, response) => {
      response.writeHead(413, { 'content-type': 'application/json' });
      response.end('{"error":{"code":"file_too_large","message":"At most 1 MB."}}');
    });
    const { transport } = makeTransport(url);
    const from = await toUploadSource(endless, fetch, 'audio');
    const body = multipartBody({}, { name: 'file', fileName: 'a', source: from });
    await rejection(transport.send({ method: 'POST', path: '/', accept: '*/*', body }));
    await vi.waitFor(() => expect(cancelled).toBe(true));
  });

  it('of 100 MB need less than 32 MB of memory, from a stream and from a file', async () => {
    const { url, received } = await receiver();
    const path = join(await makeDirectory(), 'big.wav');
    const file = await open(path, 'w');
    await file.truncate(1600 * 64 * 1024);
    await file.close();
    const program = new URL('./__fixtures__/upload-once.ts', import.meta.url).pathname;
    for (const input of [[], [path]]) {
      const flags = ['--expose-gc', '--conditions=potoo-source', program, url, ...input];
      const { stdout } = await promisify(execFile)(process.execPath, flags);
      expect(Number(stdout)).toBeLessThan(32 * 1024 * 1024);
      expect(received.at(-1)).toBeGreaterThan(1600 * 64 * 1024);
    }
  });
});
