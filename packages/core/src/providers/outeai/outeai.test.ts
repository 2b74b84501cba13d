import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json as readJson } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  BadRequestError,
  InsufficientCreditsError,
  NotFoundError,
  RateLimitedError,
  StreamTruncatedError,
  UnauthorizedError,
  UnsupportedError,
} from '../../errors/errors.ts';
import { makeWav } from '../../testing/containers/wav.ts';
import { collect, listen, rejection } from '../../transport/__fixtures__/loopback.ts';
import { encodeBase64 } from '../../wire/base64.ts';
import { APIError, OuteAI, outeai } from './index.ts';

const TOKEN = 'the-secret-token';
const WAV = makeWav(
  Float32Array.from({ length: 44_100 }, (_, at) => 0.3 * Math.sin(at / 9)),
  44_100,
);
const LINES = [
  { audio_data: '', audio_token_count: 128 },
  { audio_data: '', audio_token_count: 256 },
  { audio_data: encodeBase64(WAV), audio_token_count: 256 },
].map((line) => `${JSON.stringify(line)}\n`);

/** The service, which answers as its documentation says; `seen` holds what was asked. */
async function service(answer: (response: ServerResponse) => void = (response) => void writeLines(response, LINES)) {
  const seen: Array<{ url: string | undefined; body: unknown; headers: IncomingMessage['headers'] }> = [];
  const { url } = await listen(async (request, response) => {
    seen.push({ url: request.url, body: await readJson(request), headers: request.headers });
    answer(response);
  });
  return { url, seen };
}

function writeLines(response: ServerResponse, lines: readonly string[]): ServerResponse {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  return response.end(lines.join(''));
}

describe('outeai', () => {
  it('asks as the documentation does, tells progress, and reads the audio of the last line', async () => {
    const { url, seen } = await service();
    const fractions: number[] = [];
    const voice = outeai({ baseUrl: url, token: TOKEN, temperature: 0.7 });
    const text = 'Hello, world! This takes a little while to say.';
    const result = await voice.synthesize(
      { text, language: 'ja', speed: 1.5 },
      { onProgress: ({ fraction }) => fractions.push(fraction) },
    );
    expect(result.audio).toMatchObject({ format: 'wav', duration: 1, sampleRate: 44_100, channels: 1 });
    expect(result.audio.bytes()).toEqual(WAV);
    expect(result).toMatchObject({ model: 'OuteTTS-1-Pro', voice: 'JP-FEMALE-1-NEUTRAL', language: 'ja' });
    expect(result.warnings).toMatchObject([{ type: 'unsupported', subject: 'speed' }]);
    expect(fractions).toEqual([128 / 470, 256 / 470]);
    expect(seen[0]).toMatchObject({
      url: `/api/v1/audio?token=${TOKEN}`,
      body: {
        model: 'OuteTTS-1-Pro',
        prompt: text,
        speaker_type: 'default',
        speaker_id: 'JP-FEMALE-1-NEUTRAL',
        temperature: 0.7,
      },
    });
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it('streams the audio in pieces once it is there', async () => {
    const { url } = await service();
    const events = await collect(outeai({ baseUrl: url }).streamSpeech({ text: 'Hello.' }));
    expect([events[0]?.type, events[1]?.type, events.at(-1)?.type]).toEqual(['start', 'audio', 'done']);
    const sent = Buffer.concat(events.flatMap((event) => (event.type === 'audio' ? [event.data] : [])));
    expect(sent.equals(WAV)).toBe(true);
  });

  it('sends ids of cloned voices as custom speakers, and refuses what is neither', async () => {
    const { url, seen } = await service();
    const voice = outeai({ baseUrl: url });
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    for (const one of [id, `custom/${id}`, 'custom/mine']) await voice.synthesize({ text: 'Hello.', voice: one });
    expect(seen.map(({ body }) => body)).toMatchObject([
      { speaker_type: 'custom', speaker_id: id },
      { speaker_type: 'custom', speaker_id: id },
      { speaker_type: 'custom', speaker_id: 'mine' },
    ]);
    expect(await rejection(voice.synthesize({ text: 'Hello.', voice: 'nobody' }))).toBeInstanceOf(NotFoundError);
    expect(seen).toHaveLength(3);
  });

  it('makes WAV only, and reads no markup', async () => {
    const voice = outeai({ baseUrl: 'http://127.0.0.1:1' });
    const mp3 = await rejection(voice.synthesize({ text: 'Hello.', format: 'mp3' }));
    expect(mp3).toBeInstanceOf(UnsupportedError);
    expect(mp3).toMatchObject({ reason: 'unsupported_format', param: 'format' });
    expect(await rejection(voice.synthesize({ text: '<speak>Hi.</speak>' }))).toMatchObject({ param: 'inputType' });
    expect((await voice.listVoices()).length).toBe(14);
    expect((await voice.listVoices({ language: 'en', gender: 'male' })).map(({ name }) => name)).toEqual(['James']);
  });

  it('gives a stream that is cut, or that fails under way, its own error', async () => {
    const cut = await service((response) => void writeLines(response, LINES.slice(0, 2)));
    expect(await rejection(outeai({ baseUrl: cut.url }).synthesize({ text: 'Hi.' }))).toBeInstanceOf(
      StreamTruncatedError,
    );
    const half = await service((response) => void writeLines(response, [LINES.join('').slice(0, -40)]));
    expect(await rejection(outeai({ baseUrl: half.url }).synthesize({ text: 'Hi.' }))).toBeInstanceOf(
      StreamTruncatedError,
    );
    const failing = await service(
      (response) =>
        void writeLines(response, [...LINES.slice(0, 1), '{"error":{"code":"internal_error","message":"No."}}\n']),
    );
    expect(await rejection(outeai({ baseUrl: failing.url }).synthesize({ text: 'Hi.' }))).toMatchObject({
      message: 'No.',
    });
  });

  it.each([
    [400, BadRequestError],
    [401, UnauthorizedError],
    [402, InsufficientCreditsError],
    [429, RateLimitedError],
  ] as const)('reads status %i, with a body or without', async (status, kind) => {
    for (const body of ['', '{"error":"Insufficient something."}', '{"detail":"Said so."}']) {
      const { url } = await service((response) => void response.writeHead(status).end(body));
      const error = await rejection(outeai({ baseUrl: url, token: TOKEN, maxRetries: 0 }).synthesize({ text: 'Hi.' }));
      expect(error).toBeInstanceOf(kind);
      if (body !== '') expect(String(error)).toMatch(/Insufficient something\.|Said so\./);
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
    }
  });

  it('keeps the token out of errors, also of a runtime that repeats addresses in them', async () => {
    const fetch = async (input: RequestInfo | URL) => {
      throw new TypeError(`error sending request for url (${input})`, { cause: new Error(String(input)) });
    };
    const voice = outeai({ token: TOKEN, fetch, maxRetries: 0 });
    const error = await rejection(voice.synthesize({ text: 'Hi.' }));
    expect(error).toMatchObject({ code: 'unreachable' });
    for (const shown of [String(error), JSON.stringify(error), inspect(error, { depth: 20, showHidden: true })]) {
      expect(shown).not.toContain(TOKEN);
    }
    expect(inspect(voice, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });

  it('lets no token into a page, nor over plain http', () => {
    expect(() => outeai({ token: TOKEN, baseUrl: 'http://api.test' })).toThrow(BadRequestError);
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('document', {});
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(() => outeai({ token: TOKEN })).toThrow(BadRequestError);
    expect(() => outeai({ token: TOKEN, dangerouslyAllowBrowser: true })).not.toThrow();
  });
});

describe('OuteAI, as its own SDK has it', () => {
  it('makes audio that tells its length and saves itself', async () => {
    const { url, seen } = await service();
    vi.stubEnv('OUTEAI_API_TOKEN', TOKEN);
    onTestFinished(() => void vi.unstubAllEnvs());
    const folder = await mkdtemp(path.join(tmpdir(), 'potoo-outeai-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const client = new OuteAI({ baseUrl: url });
    const output = await client.generate.audio({
      model: 'OuteTTS-1-Pro',
      text: 'Hello, world! This is a test of the text to speech API.',
      speaker_id: 'EN-FEMALE-1-NEUTRAL',
      temperature: 0.4,
    });
    await output.save(path.join(folder, 'generated.wav'));
    expect(output.duration.toFixed(2)).toBe('1.00');
    expect((await readFile(path.join(folder, 'generated.wav'))).equals(WAV)).toBe(true);
    expect(seen[0]).toMatchObject({
      url: `/api/v1/audio?token=${TOKEN}`,
      body: { speaker_type: 'default', temperature: 0.4, prompt: expect.stringMatching(/^Hello/) },
    });
    client.close();
    expect(await rejection(client.generate.audio({ model: 'm', text: 't', speaker_id: 's' }))).toBeInstanceOf(APIError);
  });

  it('throws its APIError, about its own names', async () => {
    const body = JSON.stringify({ error: { code: 'bad_request', message: 'Too long.', param: 'prompt' } });
    const { url } = await service((response) => void response.writeHead(400).end(body));
    await using client = new OuteAI({ baseUrl: url });
    const request = { model: 'OuteTTS-1-Pro', text: 'Hello.', speaker_id: 'EN-MALE-1-NEUTRAL' };
    const error = await rejection(client.generate.audio(request));
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ message: 'Too long.', param: 'text', status: 400 });
    expect(await rejection(client.generate.audio({ ...request, speaker_id: '' }))).toMatchObject({
      param: 'speaker_id',
    });
  });
});
