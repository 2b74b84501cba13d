import { type ErrorEnvelope, PATHS } from '@potoo/core/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { TestClient } from './__fixtures__/test-client.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

const service = new ToneService();
const faults: unknown[] = [];
let server: RunningServer;
let client: TestClient;

beforeAll(async () => {
  const limits = { jsonBytes: 1_000, transcribeBytes: 2_000, convertBytes: 1_000 };
  server = await createServer(service, { limits, onError: (error) => faults.push(error) }).listen({ port: 0 });
  client = new TestClient(server);
});
afterAll(() => server.close());

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

describe('faults', () => {
  const json = { 'content-type': 'application/json' };
  const post = (path: string, headers: Record<string, string>, body?: BodyInit) => () =>
    client.send(path, { method: 'POST', headers, body: body ?? null });
  const tts = (body: unknown) => () => client.speak(body);

  const cases: Array<[string, () => Promise<Response>, number, string, string, string?]> = [
    ['no such route', () => client.send('/v1/nothing/'), 404, 'not_found', 'route_not_found'],
    ['double slash', () => client.send('/v1//tts/'), 404, 'not_found', 'route_not_found'],
    ['bad percent encoding', () => client.send('/v1/%E0%A4%A/'), 404, 'not_found', 'route_not_found'],
    ['unknown preview', () => client.send('/v1/voices/preview/huum.mp3'), 404, 'not_found', 'voice_not_found', 'voice'],
    [
      'preview out of the folder',
      () => client.send('/v1/voices/preview/..%2f..%2fetc%2fpasswd.mp3'),
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
    [
      'a form to tts',
      () => client.upload(PATHS.synthesize, { text: 'a' }),
      415,
      'bad_request',
      'unsupported_media_type',
    ],
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
    [
      'no file',
      () => client.upload(PATHS.transcribe, { model: 'ear' }, -1),
      400,
      'bad_request',
      'missing_file',
      'file',
    ],
    [
      'file as text',
      () => client.upload(PATHS.transcribe, { file: 'a.wav' }, -1),
      400,
      'bad_request',
      'missing_file',
      'file',
    ],
    [
      'misnamed file',
      () => client.upload(PATHS.transcribe, {}, 10, 'flie'),
      400,
      'bad_request',
      'unknown_parameter',
      'flie',
    ],
    [
      'two files',
      () => client.upload(PATHS.transcribe, {}, 10).then(() => twoFiles()),
      413,
      'file_too_large',
      'body_too_large',
    ],
    ['empty file', () => client.upload(PATHS.transcribe, {}, 0), 400, 'bad_request', 'undecodable_audio', 'file'],
    ['file at the limit', () => client.upload(PATHS.transcribe, {}, 2_000), 200, '', ''],
    [
      'file over the limit',
      () => client.upload(PATHS.transcribe, {}, 2_001),
      413,
      'file_too_large',
      'body_too_large',
      'file',
    ],
    ['file to convert at the limit', () => client.upload(PATHS.convertAudio, {}, 1_000), 200, '', ''],
    [
      'file to convert over the limit',
      () => client.upload(PATHS.convertAudio, {}, 1_001),
      413,
      'file_too_large',
      'body_too_large',
      'file',
    ],
    [
      'field over the limit',
      () => client.upload(PATHS.transcribe, { model: 'a'.repeat(65_537) }),
      413,
      'file_too_large',
      'body_too_large',
      'model',
    ],
    [
      'too many fields',
      () => client.upload(PATHS.transcribe, Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`f${n}`, 'a']))),
      413,
      'file_too_large',
      'body_too_large',
    ],
    [
      'unknown form field',
      () => client.upload(PATHS.transcribe, { langage: 'en' }),
      400,
      'bad_request',
      'unknown_parameter',
      'langage',
    ],
    [
      '__proto__ form field',
      () => client.upload(PATHS.transcribe, { ['__proto__x'.slice(0, 9)]: 'a' }),
      400,
      'bad_request',
      'unknown_parameter',
      '__proto__',
    ],
    [
      'bad flag',
      () => client.upload(PATHS.transcribe, { timestamps: 'maybe' }),
      400,
      'bad_request',
      'invalid_parameter',
      'timestamps',
    ],
    [
      'bad bitrate',
      () => client.upload(PATHS.convertAudio, { bitrate: '12x' }),
      400,
      'bad_request',
      'invalid_parameter',
      'bitrate',
    ],
    [
      'bitrate out of range',
      () => client.upload(PATHS.convertAudio, { bitrate: '9' }),
      400,
      'bad_request',
      'invalid_parameter',
      'bitrate',
    ],
    ['bad gender', () => client.send(`${PATHS.voices}?gender=any`), 400, 'bad_request', 'invalid_parameter', 'gender'],
    ['unknown query', () => client.send(`${PATHS.voices}?lang=en`), 400, 'bad_request', 'unknown_parameter', 'lang'],
    ['repeated query', () => client.send(`${PATHS.voices}?model=a&model=b`), 400, 'bad_request', 'invalid_parameter'],
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
    return client.send(PATHS.transcribe, { method: 'POST', body: form });
  }

  it('names the nearest known field', async () => {
    const error = await errorOf(await client.speak({ text: 'a', voise: 'hum' }));
    expect(error.hint).toMatch(/^Did you mean voice\?/);
  });

  const routes: Array<[string, string]> = [
    [PATHS.synthesize, 'POST, OPTIONS'],
    [PATHS.transcribe, 'POST, OPTIONS'],
    [PATHS.convertAudio, 'POST, OPTIONS'],
    [PATHS.models, 'GET, HEAD, OPTIONS'],
    [PATHS.voices, 'GET, HEAD, POST, OPTIONS'],
    [PATHS.capabilities, 'GET, HEAD, OPTIONS'],
    ['/v1/voices/preview/hum.mp3', 'GET, HEAD, OPTIONS'],
    ['/healthz', 'GET, HEAD, OPTIONS'],
    ['/', 'GET, HEAD, OPTIONS'],
  ];
  it.each(routes)('%s answers OPTIONS, and other methods with 405', async (path, allow) => {
    const others = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'].filter((method) => !allow.includes(method));
    for (const method of others) {
      const response = await client.send(path, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe(allow);
      expect(await errorOf(response)).toMatchObject({ code: 'bad_request', reason: 'method_not_allowed' });
    }
    const options = await client.send(path, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow]);
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await client.send(PATHS.models, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('says what failed inside to its owner, and nothing of it to the client', async () => {
    service.beforeTone = () => {
      throw new Error('/secret/path broke');
    };
    const response = await client.speak({ text: 'Hi.' });
    service.beforeTone = () => {};
    expect(response.status).toBe(500);
    const error = await response.json();
    expect(error).toMatchObject({ error: { code: 'internal_error', request_id: expect.any(String) } });
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(faults.at(-1)).toMatchObject({ message: '/secret/path broke' });
  });

  it('reports none of the clients’ own mistakes', () => expect(faults).toHaveLength(1));
});
