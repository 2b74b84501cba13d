import { HEADERS, PATHS, readWarningsHeader } from '@potoo/core/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { TestClient } from './__fixtures__/test-client.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

const service = new ToneService();
const globals = { Request, Response };
let server: RunningServer;
let client: TestClient;

beforeAll(async () => {
  const limits = { jsonBytes: 1_000, transcribeBytes: 2_000, convertBytes: 1_000 };
  server = await createServer(service, { limits }).listen({ port: 0 });
  client = new TestClient(server);
});
afterAll(() => server.close());

describe('POST /v1/tts/', () => {
  it('answers with a whole WAV file and its facts', async () => {
    const response = await client.speak({ model: 'tone', text: 'One. Two.', voice: 'hum', format: 'wav' });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(response.headers.get('transfer-encoding')).toBeNull();
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(response.headers.get(HEADERS.duration)).toBe('0.2');
    expect(response.headers.get(HEADERS.sampleRate)).toBe('8000');
    expect(response.headers.get(HEADERS.channels)).toBe('1');
    expect(response.headers.get(HEADERS.requestId)).toMatch(/^[\w-]{36}$/);
    expect(response.headers.get(HEADERS.fallback)).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="speech.wav"');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('passes every field of the body on', async () => {
    await client.speak({
      model: 'tone',
      text: 'Hi.',
      voice: 'hum',
      format: 'opus',
      speed: 2,
      language: 'en',
      stream: false,
      input_type: 'text',
      pronunciations: { potoo: 'po too' },
      words: true,
      bitrate: 64,
      sample_rate: 22_050,
      channels: 'stereo',
      loudness: -16,
    });
    expect(service.requests.at(-1)).toEqual({
      model: 'tone',
      text: 'Hi.',
      voice: 'hum',
      format: 'opus',
      speed: 2,
      language: 'en',
      inputType: 'text',
      lexicon: { potoo: 'po too' },
      words: true,
      bitrate: 64,
      sampleRate: 22_050,
      channels: 'stereo',
      loudness: -16,
    });
  });

  it('takes null for absent, as many serialisers write it', async () => {
    expect((await client.speak({ text: 'Hi.', voice: 'hum', language: null, format: null })).status).toBe(200);
  });

  it('declares a fallback in headers that stay ASCII', async () => {
    const response = await client.speak({ model: 'kokorö', text: 'Hi.', voice: 'alto' });
    expect(response.headers.get(HEADERS.fallback)).toBe('kokor?/alto -> tone/hum');
    expect(readWarningsHeader(response.headers.get(HEADERS.warnings))).toEqual([
      { type: 'fallback', subject: 'voice', message: 'alto is not installed – hum spoke.' },
    ]);
  });

  it('streams the same bytes as the whole file', async () => {
    const text = 'One. Two. Three.';
    const whole = await (await client.speak({ text })).bytes();
    const streamed = await client.speak({ text, stream: true });
    expect(streamed.headers.get('content-length')).toBeNull();
    expect(streamed.headers.get(HEADERS.sampleRate)).toBe('8000');
    expect(Buffer.compare(await streamed.bytes(), whole)).toBe(0);
  });

  it.each([true, false])('writes events as lines, with stream: %s', async (stream) => {
    const text = 'One two. Three.';
    const response = await client.speak({ text, words: true, stream, stream_format: 'events' });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text()).trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { type: string; data?: string });
    expect(events[0]).toMatchObject({ type: 'start', voice: 'hum' });
    expect(events.at(-1)).toMatchObject({ type: 'done', details: { words: { length: 3 } } });
    expect(events.filter(({ type }) => type === 'word')).toHaveLength(3);
    const audio = Buffer.concat(events.map(({ data = '' }) => Buffer.from(data, 'base64')));
    expect(Buffer.compare(audio, await (await client.speak({ text })).bytes())).toBe(0);
  });

  it('writes events for Accept: application/x-ndjson as well', async () => {
    const headers = { 'content-type': 'application/json', accept: 'application/x-ndjson' };
    const response = await client.speak({ text: 'Hi.' }, { headers });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    await response.text();
  });
});

describe('lists', () => {
  it('lists models in the shape of the seed', async () => {
    const body = await (await client.send(PATHS.models)).json();
    expect(body.models[0]).toMatchObject({
      id: 'tone',
      name: 'Tone',
      type: 'tts',
      tier: 'premium',
      languages: ['en'],
      supports_cloning: false,
      supports_streaming: true,
      credits_per_1k_chars: 1,
    });
  });

  it('lists voices by filter, with a total and a preview address that works', async () => {
    const body = await (await client.send(`${PATHS.voices}?model=flite&language=de&gender=male`)).json();
    expect(body).toMatchObject({
      total: 1,
      voices: [{ id: 'flite/hum', model: 'flite', language: 'de', gender: 'male' }],
    });
    const preview = await fetch(body.voices[0].preview_url);
    expect(preview.status).toBe(200);
    expect(preview.headers.get('content-type')).toBe('audio/wav');
  });

  it('keeps previews, and speaks them in the language of the voice', async () => {
    await (await client.send('/v1/voices/preview/hum.mp3')).bytes();
    const asked = service.requests.length;
    const again = await client.send('/v1/voices/preview/hum.mp3');
    expect((await again.bytes()).length).toBe(Number(again.headers.get('content-length')));
    expect(service.requests.length).toBe(asked);
    expect(service.requests.at(-1)).toMatchObject({ voice: 'hum', language: 'en-US', format: 'mp3' });
  });

  it('offers no preview of a voice that cannot speak', async () => {
    const body = await (await client.send(`${PATHS.voices}?gender=neutral`)).json();
    expect(body.voices[0].preview_url).toBeNull();
    const preview = await client.send('/v1/voices/preview/alto.mp3');
    expect(await preview.json()).toMatchObject({ error: { code: 'not_found', reason: 'model_not_installed' } });
  });

  it('tells its capabilities and its health', async () => {
    expect(await (await client.send(PATHS.capabilities)).json()).toMatchObject({ service: 'tones', words: true });
    expect(await (await client.send('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await client.send('/readyz')).json()).toMatchObject({ status: 'ready' });
  });

  it('shows no page where none is wanted', async () => {
    const plain = createServer(service, { ui: false });
    expect((await plain.fetch(new Request('http://localhost/'))).status).toBe(404);
    expect((await plain.fetch(new Request('http://localhost/speak'))).status).toBe(404);
  });
});

describe('every form of a path', () => {
  const forms = (path: string) => [path, path.replace(/\/$/, ''), `/api${path}`, `/api${path.replace(/\/$/, '')}`];
  it.each([PATHS.models, PATHS.voices, PATHS.capabilities].flatMap(forms))('GET %s', async (path) => {
    expect((await client.send(path, { redirect: 'error' })).status).toBe(200);
  });
  it.each(forms(PATHS.synthesize))('POST %s', async (path) => {
    expect((await client.speak({ text: 'Hi.' }, { redirect: 'error' }, path)).status).toBe(200);
  });
  it.each([PATHS.transcribe, PATHS.convertAudio].flatMap(forms))('POST %s with a file', async (path) => {
    expect((await client.upload(path, {})).status).toBe(200);
  });
  it.each(['/v1/voices/preview/hum.mp3', '/api/v1/voices/preview/tone%2Fhum.mp3'])('GET %s', async (path) => {
    expect((await client.send(path, { redirect: 'error' })).status).toBe(200);
  });
});

describe('POST /v1/stt/', () => {
  it('answers in the shape of the seed', async () => {
    const body = await (await client.upload(PATHS.transcribe, { model: 'ear', language: 'auto' })).json();
    expect(body).toEqual({
      text: '100 bytes',
      language: 'en',
      duration: 0.1,
      segments: [{ start: 0, end: 0.1, text: '100 bytes' }],
      model: 'ear',
      warnings: [],
    });
  });

  it('adds speakers and words where they are asked for', async () => {
    const body = await (
      await client.upload(PATHS.transcribe, { timestamps: 'True', diarize: '1', punctuate: '0' })
    ).json();
    expect(body.segments[0]).toMatchObject({ speaker: 'SPEAKER_00', words: [{ start: 0, end: 0.1 }] });
    expect(service.requests.at(-1)).toMatchObject({ words: true, diarize: true, punctuate: false, fileName: 'a.wav' });
  });

  it('writes events as lines', async () => {
    const response = await client.upload(PATHS.transcribe, { stream_format: 'events' });
    const types = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(types).toEqual(['progress', 'segment', 'done']);
  });
});

describe('POST /v1/audio/convert/', () => {
  it('passes every field of the form on', async () => {
    const fields = {
      format: 'flac',
      bitrate: '320',
      sample_rate: '44100',
      channels: 'mono',
      loudness: '-16',
      speed: '0.5',
    };
    const response = await client.upload(PATHS.convertAudio, fields);
    expect(response.headers.get('content-type')).toBe('audio/flac');
    expect(service.requests.at(-1)).toMatchObject({
      format: 'flac',
      bitrate: 320,
      sampleRate: 44_100,
      channels: 'mono',
      loudness: -16,
      speed: 0.5,
    });
  });
});

describe('listen', () => {
  it('refuses an address that other machines can reach, unless told', async () => {
    const open = createServer(service);
    await expect(open.listen({ host: '0.0.0.0', port: 0 })).rejects.toMatchObject({ reason: 'insecure_bind' });
    await expect(open.listen({ host: '::', port: 0 })).rejects.toMatchObject({ reason: 'insecure_bind' });
    const told = await createServer(service, { insecureNoAuth: true }).listen({ host: '0.0.0.0', port: 0 });
    expect((await fetch(`http://127.0.0.1:${told.port}/healthz`)).status).toBe(200);
    await told.close();
  });

  it('says which port is taken', async () => {
    const again = createServer(service).listen({ port: server.port });
    await expect(again).rejects.toMatchObject({ code: 'unreachable', reason: 'address_unavailable' });
  });

  it('leaves the globals of the process alone', () => {
    expect([globalThis.Request === globals.Request, globalThis.Response === globals.Response]).toEqual([true, true]);
  });
});
