import { type ErrorEnvelope, HEADERS, PATHS, readWarningsHeader } from '@potoo/core/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToneService } from './__fixtures__/tone-service.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

const service = new ToneService();
const faults: unknown[] = [];
const globals = { Request, Response };
let server: RunningServer;

beforeAll(async () => {
  const limits = { jsonBytes: 1_000, transcribeBytes: 2_000, convertBytes: 1_000 };
  server = await createServer(service, { limits, onError: (error) => faults.push(error) }).listen({ port: 0 });
});
afterAll(() => server.close());

const url = (path: string) => `${server.url}${path}`;

function speak(body: unknown, init: RequestInit = {}, path: string = PATHS.synthesize): Promise<Response> {
  return fetch(url(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

function upload(path: string, fields: Record<string, string>, bytes = 100, name = 'file'): Promise<Response> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  if (bytes >= 0) form.set(name, new Blob([new Uint8Array(bytes)]), 'a.wav');
  return fetch(url(path), { method: 'POST', body: form });
}

/** Checks the envelope of an error response, and gives what is in it. */
async function errorOf(response: Response): Promise<ErrorEnvelope['error']> {
  expect(response.headers.get('content-type')).toBe('application/json');
  const text = await response.text();
  const { error } = JSON.parse(text) as ErrorEnvelope;
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['error']);
  expect(error).toMatchObject({ code: expect.any(String), message: expect.any(String), reason: expect.any(String) });
  expect(error.hint).toMatch(/./);
  expect(error.request_id).toBe(response.headers.get('x-request-id'));
  expect(text).not.toMatch(/\/(work|tmp|home|root)\/|node_modules|\.ts:\d|\bat .*\(/);
  return error;
}

describe('POST /v1/tts/', () => {
  it('answers with a whole WAV file and its facts', async () => {
    const response = await speak({ model: 'tone', text: 'One. Two.', voice: 'hum', format: 'wav' });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(response.headers.get('transfer-encoding')).toBeNull();
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(response.headers.get(HEADERS.duration)).toBe('0.5');
    expect(response.headers.get(HEADERS.sampleRate)).toBe('16000');
    expect(response.headers.get(HEADERS.channels)).toBe('1');
    expect(response.headers.get(HEADERS.requestId)).toMatch(/^[\w-]{36}$/);
    expect(response.headers.get(HEADERS.fallback)).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="speech.wav"');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('passes every field of the body on', async () => {
    await speak({
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
    expect((await speak({ text: 'Hi.', voice: 'hum', language: null, format: null })).status).toBe(200);
  });

  it('declares a fallback in headers that stay ASCII', async () => {
    const response = await speak({ model: 'kokorö', text: 'Hi.', voice: 'absent' });
    expect(response.headers.get(HEADERS.fallback)).toBe('kokor?/absent -> tone/hum');
    expect(readWarningsHeader(response.headers.get(HEADERS.warnings))).toEqual([
      { type: 'fallback', subject: 'voice', message: 'absent is not installed – hum spoke.' },
    ]);
  });

  it('streams the same bytes as the whole file', async () => {
    const text = 'One. Two. Three.';
    const whole = await (await speak({ text })).bytes();
    const streamed = await speak({ text, stream: true });
    expect(streamed.headers.get('content-length')).toBeNull();
    expect(streamed.headers.get(HEADERS.sampleRate)).toBe('16000');
    expect(Buffer.compare(await streamed.bytes(), whole)).toBe(0);
  });

  it.each([true, false])('writes events as lines, with stream: %s', async (stream) => {
    const text = 'One two. Three.';
    const response = await speak({ text, words: true, stream, stream_format: 'events' });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text()).trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { type: string; data?: string });
    expect(events[0]).toMatchObject({ type: 'start', voice: 'hum' });
    expect(events.at(-1)).toMatchObject({ type: 'done', details: { words: { length: 3 } } });
    expect(events.filter(({ type }) => type === 'word')).toHaveLength(3);
    const audio = Buffer.concat(events.map(({ data = '' }) => Buffer.from(data, 'base64')));
    expect(Buffer.compare(audio, await (await speak({ text })).bytes())).toBe(0);
  });

  it('writes events for Accept: application/x-ndjson as well', async () => {
    const headers = { 'content-type': 'application/json', accept: 'application/x-ndjson' };
    const response = await speak({ text: 'Hi.' }, { headers });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    await response.text();
  });
});

describe('lists', () => {
  it('lists models in the shape of the seed', async () => {
    const body = await (await fetch(url(PATHS.models))).json();
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
    const body = await (await fetch(url(`${PATHS.voices}?model=flite&language=de&gender=male`))).json();
    expect(body).toMatchObject({
      total: 1,
      voices: [{ id: 'flite/hum', model: 'flite', language: 'de', gender: 'male' }],
    });
    const preview = await fetch(body.voices[0].preview_url);
    expect(preview.status).toBe(200);
    expect(preview.headers.get('content-type')).toBe('audio/wav');
  });

  it('keeps previews, and speaks them in the language of the voice', async () => {
    await (await fetch(url('/v1/voices/preview/hum.mp3'))).bytes();
    const asked = service.requests.length;
    const again = await fetch(url('/v1/voices/preview/hum.mp3'));
    expect((await again.bytes()).length).toBe(Number(again.headers.get('content-length')));
    expect(service.requests.length).toBe(asked);
    expect(service.requests.at(-1)).toMatchObject({ voice: 'hum', language: 'en-US', format: 'mp3' });
  });

  it('offers no preview of a voice that cannot speak', async () => {
    const body = await (await fetch(url(`${PATHS.voices}?gender=neutral`))).json();
    expect(body.voices[0].preview_url).toBeNull();
    const error = await errorOf(await fetch(url('/v1/voices/preview/absent.mp3')));
    expect(error).toMatchObject({ code: 'not_found', reason: 'model_not_installed' });
  });

  it('tells its capabilities and its health', async () => {
    expect(await (await fetch(url(PATHS.capabilities))).json()).toMatchObject({ service: 'tone', words: true });
    expect(await (await fetch(url('/healthz'))).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(url('/readyz'))).json()).toMatchObject({ status: 'ready' });
  });

  it('shows the playground under a strict policy', async () => {
    const page = await fetch(url('/'));
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await fetch(url('/playground.js'))).headers.get('content-type')).toContain('text/javascript');
    expect((await fetch(url('/playground.css'))).status).toBe(200);
    const plain = createServer(service, { ui: false });
    expect((await plain.fetch(new Request('http://localhost/'))).status).toBe(404);
  });
});

describe('every form of a path', () => {
  const forms = (path: string) => [path, path.replace(/\/$/, ''), `/api${path}`, `/api${path.replace(/\/$/, '')}`];
  it.each([PATHS.models, PATHS.voices, PATHS.capabilities].flatMap(forms))('GET %s', async (path) => {
    expect((await fetch(url(path), { redirect: 'error' })).status).toBe(200);
  });
  it.each(forms(PATHS.synthesize))('POST %s', async (path) => {
    expect((await speak({ text: 'Hi.' }, { redirect: 'error' }, path)).status).toBe(200);
  });
  it.each([PATHS.transcribe, PATHS.convertAudio].flatMap(forms))('POST %s with a file', async (path) => {
    expect((await upload(path, {})).status).toBe(200);
  });
  it.each(['/v1/voices/preview/hum.mp3', '/api/v1/voices/preview/tone%2Fhum.mp3'])('GET %s', async (path) => {
    expect((await fetch(url(path), { redirect: 'error' })).status).toBe(200);
  });
});

describe('POST /v1/stt/', () => {
  it('answers in the shape of the seed', async () => {
    const body = await (await upload(PATHS.transcribe, { model: 'ear', language: 'auto' })).json();
    expect(body).toEqual({
      text: '100 bytes',
      language: 'en',
      duration: 1,
      segments: [{ start: 0, end: 1, text: '100 bytes' }],
      model: 'ear',
      warnings: [],
    });
  });

  it('adds speakers and words where they are asked for', async () => {
    const body = await (await upload(PATHS.transcribe, { timestamps: 'True', diarize: '1' })).json();
    expect(body.segments[0]).toMatchObject({ speaker: 'SPEAKER_00', words: [{ start: 0, end: 1 }] });
    expect(service.requests.at(-1)).toMatchObject({ words: true, diarize: true, fileName: 'a.wav' });
  });

  it('writes events as lines', async () => {
    const response = await upload(PATHS.transcribe, { stream_format: 'events' });
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
    const response = await upload(PATHS.convertAudio, fields);
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

describe('faults', () => {
  const json = { 'content-type': 'application/json' };
  const post = (path: string, headers: Record<string, string>, body?: BodyInit) => () =>
    fetch(url(path), { method: 'POST', headers, body: body ?? null });
  const tts = (body: unknown) => () => speak(body);

  const cases: Array<[string, () => Promise<Response>, number, string, string, string?]> = [
    ['no such route', () => fetch(url('/v1/nothing/')), 404, 'not_found', 'route_not_found'],
    ['double slash', () => fetch(url('/v1//tts/')), 404, 'not_found', 'route_not_found'],
    ['bad percent encoding', () => fetch(url('/v1/%E0%A4%A/')), 404, 'not_found', 'route_not_found'],
    ['unknown preview', () => fetch(url('/v1/voices/preview/huum.mp3')), 404, 'not_found', 'voice_not_found', 'voice'],
    [
      'preview out of the folder',
      () => fetch(url('/v1/voices/preview/..%2f..%2fetc%2fpasswd.mp3')),
      404,
      'not_found',
      'voice_not_found',
      'voice',
    ],
    ['unknown voice', tts({ text: 'Hi.', voice: 'nobody' }), 404, 'not_found', 'voice_not_found', 'voice'],
    ['empty text', tts({ text: '' }), 400, 'bad_request', 'empty_text', 'text'],
    ['no text', tts({ voice: 'hum' }), 400, 'bad_request', 'invalid_parameter', 'text'],
    ['text of another type', tts({ text: 5 }), 400, 'bad_request', 'invalid_parameter', 'text'],
    ['stream of another type', tts({ text: 'a', stream: 'yes' }), 400, 'bad_request', 'invalid_parameter', 'stream'],
    ['speed 0', tts({ text: 'a', speed: 0 }), 400, 'bad_request', 'invalid_parameter', 'speed'],
    ['speed 3', tts({ text: 'a', speed: 3 }), 400, 'bad_request', 'invalid_parameter', 'speed'],
    ['speed as text', tts({ text: 'a', speed: '1' }), 400, 'bad_request', 'invalid_parameter', 'speed'],
    ['unknown format', tts({ text: 'a', format: 'au' }), 400, 'bad_request', 'unsupported_format', 'format'],
    [
      'format of the prototype',
      tts({ text: 'a', format: 'toString' }),
      400,
      'bad_request',
      'unsupported_format',
      'format',
    ],
    ['bad sample rate', tts({ text: 'a', sample_rate: 7 }), 400, 'bad_request', 'invalid_parameter', 'sample_rate'],
    ['bad lexicon', tts({ text: 'a', lexicon: { b: 1 } }), 400, 'bad_request', 'invalid_parameter', 'lexicon'],
    ['unknown field', tts({ text: 'a', voise: 'hum' }), 400, 'bad_request', 'unknown_parameter', 'voise'],
    [
      '__proto__ field',
      tts('{"text":"a","__proto__":{"polluted":1}}'),
      400,
      'bad_request',
      'unknown_parameter',
      '__proto__',
    ],
    ['constructor field', tts('{"text":"a","constructor":{}}'), 400, 'bad_request', 'unknown_parameter', 'constructor'],
    ['an array', tts([]), 400, 'bad_request', 'invalid_parameter'],
    ['null', tts('null'), 400, 'bad_request', 'invalid_parameter'],
    ['broken JSON', tts('{"text": "secret'), 400, 'bad_request', 'malformed_body'],
    ['no body', tts(''), 400, 'bad_request', 'malformed_body'],
    [
      'bad UTF-8',
      post(PATHS.synthesize, json, new Uint8Array([0x22, 0xff, 0x22])),
      400,
      'bad_request',
      'malformed_body',
    ],
    ['deep JSON', tts('['.repeat(999)), 400, 'bad_request', 'malformed_body'],
    ['JSON at the limit', tts({ text: 'a'.repeat(989) }), 200, '', ''],
    ['JSON over the limit', tts({ text: 'a'.repeat(990) }), 413, 'file_too_large', 'body_too_large'],
    ['no content type', post(PATHS.synthesize, {}, new Uint8Array(2)), 415, 'bad_request', 'unsupported_media_type'],
    [
      'text/plain',
      post(PATHS.synthesize, { 'content-type': 'text/plain' }, '{"text":"a"}'),
      415,
      'bad_request',
      'unsupported_media_type',
    ],
    ['a form to tts', () => upload(PATHS.synthesize, { text: 'a' }), 415, 'bad_request', 'unsupported_media_type'],
    [
      'compressed',
      post(PATHS.synthesize, { ...json, 'content-encoding': 'gzip' }, 'x'),
      415,
      'bad_request',
      'unsupported_media_type',
    ],
    ['JSON to stt', post(PATHS.transcribe, json, '{}'), 415, 'bad_request', 'unsupported_media_type'],
    [
      'no boundary',
      post(PATHS.transcribe, { 'content-type': 'multipart/form-data;' }, 'x'),
      400,
      'bad_request',
      'malformed_body',
    ],
    [
      'form that breaks off',
      post(PATHS.transcribe, { 'content-type': 'multipart/form-data; boundary=x' }, '--x\r\nContent-Disp'),
      400,
      'bad_request',
      'malformed_body',
    ],
    [
      'file that breaks off',
      post(
        PATHS.transcribe,
        { 'content-type': 'multipart/form-data; boundary=x' },
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      ),
      400,
      'bad_request',
      'malformed_body',
    ],
    ['no file', () => upload(PATHS.transcribe, { model: 'ear' }, -1), 400, 'bad_request', 'missing_file', 'file'],
    ['file as text', () => upload(PATHS.transcribe, { file: 'a.wav' }, -1), 400, 'bad_request', 'missing_file', 'file'],
    ['misnamed file', () => upload(PATHS.transcribe, {}, 10, 'flie'), 400, 'bad_request', 'unknown_parameter', 'flie'],
    [
      'two files',
      () => upload(PATHS.transcribe, {}, 10).then(() => twoFiles()),
      413,
      'file_too_large',
      'body_too_large',
    ],
    ['empty file', () => upload(PATHS.transcribe, {}, 0), 400, 'bad_request', 'undecodable_audio', 'file'],
    ['file at the limit', () => upload(PATHS.transcribe, {}, 2_000), 200, '', ''],
    ['file over the limit', () => upload(PATHS.transcribe, {}, 2_001), 413, 'file_too_large', 'body_too_large', 'file'],
    ['file to convert at the limit', () => upload(PATHS.convertAudio, {}, 1_000), 200, '', ''],
    [
      'file to convert over the limit',
      () => upload(PATHS.convertAudio, {}, 1_001),
      413,
      'file_too_large',
      'body_too_large',
      'file',
    ],
    [
      'field over the limit',
      () => upload(PATHS.transcribe, { model: 'a'.repeat(65_537) }),
      413,
      'file_too_large',
      'body_too_large',
      'model',
    ],
    [
      'too many fields',
      () => upload(PATHS.transcribe, Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`f${n}`, 'a']))),
      413,
      'file_too_large',
      'body_too_large',
    ],
    [
      'unknown form field',
      () => upload(PATHS.transcribe, { langage: 'en' }),
      400,
      'bad_request',
      'unknown_parameter',
      'langage',
    ],
    [
      '__proto__ form field',
      () => upload(PATHS.transcribe, { ['__proto__x'.slice(0, 9)]: 'a' }),
      400,
      'bad_request',
      'unknown_parameter',
      '__proto__',
    ],
    [
      'bad flag',
      () => upload(PATHS.transcribe, { timestamps: 'maybe' }),
      400,
      'bad_request',
      'invalid_parameter',
      'timestamps',
    ],
    [
      'bad bitrate',
      () => upload(PATHS.convertAudio, { bitrate: '12x' }),
      400,
      'bad_request',
      'invalid_parameter',
      'bitrate',
    ],
    [
      'bitrate out of range',
      () => upload(PATHS.convertAudio, { bitrate: '9' }),
      400,
      'bad_request',
      'invalid_parameter',
      'bitrate',
    ],
    ['bad gender', () => fetch(url(`${PATHS.voices}?gender=any`)), 400, 'bad_request', 'invalid_parameter', 'gender'],
    ['unknown query', () => fetch(url(`${PATHS.voices}?lang=en`)), 400, 'bad_request', 'unknown_parameter', 'lang'],
    ['repeated query', () => fetch(url(`${PATHS.voices}?model=a&model=b`)), 400, 'bad_request', 'invalid_parameter'],
  ];

  it.each(cases)('%s', async (_, send, status, code, reason, param) => {
    const response = await send();
    expect(response.status).toBe(status);
    if (status === 200) return void (await response.bytes());
    const error = await errorOf(response);
    expect(error).toMatchObject({ code, reason });
    expect(error.param).toBe(param);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  function twoFiles(): Promise<Response> {
    const form = new FormData();
    form.append('file', new Blob(['a']), 'a.wav');
    form.append('file', new Blob(['b']), 'b.wav');
    return fetch(url(PATHS.transcribe), { method: 'POST', body: form });
  }

  it('names the nearest known field', async () => {
    const error = await errorOf(await speak({ text: 'a', voise: 'hum' }));
    expect(error.hint).toMatch(/^Did you mean voice\?/);
  });

  const routes: Array<[string, string]> = [
    [PATHS.synthesize, 'POST, OPTIONS'],
    [PATHS.transcribe, 'POST, OPTIONS'],
    [PATHS.convertAudio, 'POST, OPTIONS'],
    [PATHS.models, 'GET, HEAD, OPTIONS'],
    [PATHS.voices, 'GET, HEAD, OPTIONS'],
    [PATHS.capabilities, 'GET, HEAD, OPTIONS'],
    ['/v1/voices/preview/hum.mp3', 'GET, HEAD, OPTIONS'],
    ['/healthz', 'GET, HEAD, OPTIONS'],
    ['/', 'GET, HEAD, OPTIONS'],
  ];
  it.each(routes)('%s answers OPTIONS, and other methods with 405', async (path, allow) => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'PROPFIND', allow.startsWith('POST') ? 'GET' : 'POST']) {
      const response = await fetch(url(path), { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe(allow);
      expect(await errorOf(response)).toMatchObject({ code: 'bad_request', reason: 'method_not_allowed' });
    }
    const options = await fetch(url(path), { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow]);
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await fetch(url(PATHS.models), { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('says what failed inside to its owner, and nothing of it to the client', async () => {
    service.beforeSentence = () => {
      throw new Error('/secret/path broke');
    };
    const response = await speak({ text: 'Hi.' });
    service.beforeSentence = () => {};
    expect(response.status).toBe(500);
    const error = await response.json();
    expect(error).toMatchObject({ error: { code: 'internal_error', request_id: expect.any(String) } });
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(faults.at(-1)).toMatchObject({ message: '/secret/path broke' });
  });

  it('reports none of the clients’ own mistakes', () => expect(faults).toHaveLength(1));
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
