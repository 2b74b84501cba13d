import { access } from 'node:fs/promises';
import { HEADERS, readWarningsHeader } from '@potoo/core/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../engine.ts';
import { ToneService } from '../../../testing/__fixtures__/tone-service.ts';
import { TestClient } from '../../__fixtures__/test-client.ts';
import { createServer } from '../../create-server.ts';
import type { RunningServer } from '../../listen.ts';

// What no client library shows: headers, forms of other clients, lists of other servers.

let service: ToneService;
let server: RunningServer;
let client: TestClient;

beforeEach(async () => {
  service = new ToneService();
  server = await createServer(service).listen({ port: 0 });
  client = new TestClient(server);
});
afterEach(() => server.close({ graceMs: 0 }));

const SPEECH = '/v1/audio/speech';
const TRANSCRIPTIONS = '/v1/audio/transcriptions';
const speak = (body: object) => client.speak({ model: 'tts-1', voice: 'hum', input: 'One two.', ...body }, {}, SPEECH);
const subjectsOf = (response: Response) =>
  readWarningsHeader(response.headers.get(HEADERS.warnings)).map(({ type, subject }) => [type, subject]);

describe('speech', () => {
  it('tells its length when it is not streamed', async () => {
    const response = await speak({ stream: false });
    expect(response.headers.get('content-length')).toBe(String((await response.bytes()).length));
    expect((await speak({})).headers.get('content-length')).toBeNull();
  });

  it('asks for headerless PCM at the rate that its readers take for granted', async () => {
    await speak({ response_format: 'pcm' });
    await speak({ response_format: 'pcm', sample_rate: 8_000 });
    expect(service.requests).toMatchObject([
      { format: 'pcm', sampleRate: 24_000, channels: 'mono' },
      { format: 'pcm', sampleRate: 8_000, channels: 'mono' },
    ]);
  });

  it('says who speaks for a voice of OpenAI’s', async () => {
    const response = await speak({ voice: 'alloy' });
    expect(service.requests).toMatchObject([{ model: 'tone', voice: 'hum' }]);
    expect(response.headers.get(HEADERS.fallback)).toBe('tts-1/alloy -> tone/hum');
  });

  it('says what it leaves out', async () => {
    const response = await speak({ instructions: 'Whisper.', normalization_options: {}, speed: 4, stop: null });
    expect(response.status).toBe(200);
    expect(subjectsOf(response)).toEqual([
      ['unsupported', 'speed'],
      ['unsupported', 'instructions'],
      ['unsupported', 'normalization_options'],
    ]);
    expect(service.requests).toMatchObject([{ speed: 2 }]);
  });

  it.each(['/v1/audio/speech/', '/api/v1/audio/speech'])('is served at %s too', async (path) => {
    expect((await client.speak({ input: 'One.' }, {}, path)).status).toBe(200);
  });
});

describe('a transcription', () => {
  it('takes lists with brackets and without, repeated or not', async () => {
    for (const name of ['timestamp_granularities[]', 'timestamp_granularities']) {
      const form = new FormData();
      form.set('file', new Blob(['tones']), 'a.wav');
      form.set('response_format', 'verbose_json');
      form.append(name, 'word');
      form.append(name, 'segment');
      const response = await client.send(TRANSCRIPTIONS, { method: 'POST', body: form });
      const body = await response.json();
      expect([body.segments.length, body.words.length]).toEqual([1, 1]);
    }
  });

  it('says what it leaves out', async () => {
    const fields = {
      model: 'whisper-1',
      prompt: 'Potoo',
      temperature: '0.5',
      'include[]': 'logprobs',
      vad_filter: 'true',
    };
    const response = await client.upload(TRANSCRIPTIONS, { ...fields, 'chunking_strategy[type]': 'server_vad' });
    expect(subjectsOf(response)).toEqual([
      ['fallback', 'model'],
      ['unsupported', 'prompt'],
      ['unsupported', 'chunking_strategy'],
      ['unsupported', 'include'],
      ['unsupported', 'temperature'],
      ['unsupported', 'vad_filter'],
    ]);
    expect(response.headers.get(HEADERS.fallback)).toBe('whisper-1 -> ear');
  });

  it('leaves no file behind, however it ends', async () => {
    await client.upload(TRANSCRIPTIONS, { stream: 'true' }).then((response) => response.text());
    await client.upload(TRANSCRIPTIONS, { response_format: 'srt' });
    service.beforeTone = () => Promise.reject(new Error('no'));
    await client.upload(TRANSCRIPTIONS, {});
    const paths = service.requests.flatMap((request) =>
      'audio' in request && 'path' in request.audio ? [request.audio.path] : [],
    );
    expect(paths.length).toBe(3);
    for (const path of paths) await expect(access(path)).rejects.toThrow();
  });
});

describe('lists', () => {
  it('have what the readers of TTS.ai, OpenAI and Speaches look for', async () => {
    const model = { id: 'tone', object: 'model', created: 0, owned_by: 'potoo', supports_streaming: true };
    const models = await (await client.send('/v1/models')).json();
    expect(models).toMatchObject({ object: 'list', models: [{ id: 'tone', type: 'tts' }, {}, {}] });
    expect(models.data[0]).toMatchObject(model);
    expect(await (await client.send('/v1/models/')).json()).toEqual(models);
    const speaking = await (await client.send('/v1/audio/models')).json();
    expect(speaking.models.map(({ id }: { id: string }) => id)).toEqual(['tone', 'choir']);
  });

  it('of voices have objects with an id and a name, under either key', async () => {
    const body = await (await client.send('/v1/audio/voices')).json();
    expect(body).toMatchObject({ object: 'list', total: 3 });
    expect(body.data).toEqual(body.voices);
    expect(body.voices[0]).toMatchObject({
      id: 'hum',
      name: 'Hum',
      voice_id: 'hum',
      model: 'tone',
      model_name: 'tone',
      language: 'en-US',
      is_premium: true,
      tags: ['female', 'en-US'],
      preview_url: `${server.url}/v1/voices/preview/hum.mp3`,
    });
    const female = await (await client.send('/v1/audio/voices?gender=female')).json();
    expect(female.total).toBe(1);
  });
});

describe('an error', () => {
  const upload = (fields: Record<string, string>, bytes?: number) => () => client.upload(TRANSCRIPTIONS, fields, bytes);
  const body =
    (text: string, type = 'application/json') =>
    () =>
      client.send(SPEECH, { method: 'POST', headers: { 'content-type': type }, body: text });

  const cases: Array<[string, () => Promise<Response>, number, string, string | null]> = [
    ['no JSON', body('{'), 400, 'malformed_body', null],
    ['another content type', body('{}', 'text/plain'), 415, 'unsupported_media_type', null],
    ['no input', body('{}'), 400, 'invalid_parameter', 'input'],
    ['a list', body('[]'), 400, 'invalid_parameter', null],
    ['GET', () => client.send(SPEECH), 405, 'method_not_allowed', null],
    ['another model', () => client.send('/v1/models/none'), 404, 'model_not_found', 'model'],
    ['another query', () => client.send('/v1/audio/voices?x=1'), 400, 'unknown_parameter', 'x'],
    ['no file', upload({}, -1), 400, 'missing_file', 'file'],
    ['an empty file', upload({}, 0), 400, 'undecodable_audio', 'file'],
    ['another format', upload({ response_format: 'xml' }), 400, 'invalid_parameter', 'response_format'],
    ['subtitles as a stream', upload({ response_format: 'srt', stream: 'true' }), 400, 'invalid_parameter', 'stream'],
    [
      'another granularity',
      upload({ 'timestamp_granularities[]': 'a' }),
      400,
      'invalid_parameter',
      'timestamp_granularities.0',
    ],
    ['a field twice', twice('model'), 400, 'invalid_parameter', 'model'],
  ];

  function twice(name: string) {
    return () => {
      const form = new FormData();
      form.append(name, 'ear');
      form.append(name, 'ear');
      return client.send(TRANSCRIPTIONS, { method: 'POST', body: form });
    };
  }

  it.each(cases)(
    'for %s has the four keys of OpenAI, and says how to fix it',
    async (_, send, status, reason, param) => {
      const response = await send();
      const { error } = await response.json();
      expect([response.status, error.reason, error.param]).toEqual([status, reason, param]);
      expect(error).toMatchObject({ type: expect.any(String), code: expect.any(String), message: expect.any(String) });
      expect(error.hint).toMatch(/./);
    },
  );
});

describe('the engine', () => {
  let engine: Engine;
  let running: RunningServer;

  beforeAll(async () => {
    engine = createEngine();
    running = await createServer(engine).listen({ port: 0 });
  });
  afterAll(async () => {
    await running.close({ graceMs: 0 });
    await engine.close();
  });

  const post = (body: object) => new TestClient(running).speak({ model: 'tts-1', ...body }, {}, SPEECH);

  it.each([
    ['mp3', 'audio/mpeg', /^(?:ID3|\xff[\xe0-\xff])/],
    ['opus', 'audio/ogg; codecs=opus', /^OggS.{24}OpusHead/s],
    ['aac', 'audio/aac', /^\xff[\xf0-\xff]/],
    ['flac', 'audio/flac', /^fLaC/],
    ['wav', 'audio/wav', /^RIFF....WAVEfmt /s],
  ])('speaks as %s', async (response_format, type, magic) => {
    const response = await post({ input: 'Hello.', voice: 'nova', response_format });
    expect(response.headers.get('content-type')).toBe(type);
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toMatch(magic);
  });

  it('speaks as PCM of 24 kHz', async () => {
    const whole = await post({ input: 'Hello, world.', voice: 'slt', response_format: 'pcm', stream: false });
    const seconds = Number(whole.headers.get(HEADERS.duration));
    expect((await whole.bytes()).length).toBe(2 * Math.round(seconds * 24_000));
  });

  it('speaks a language of OpenAI’s voices in a voice of that language and gender', async () => {
    const served = async (input: string, voice: string) => (await post({ input, voice })).headers.get(HEADERS.fallback);
    expect(await served('The weather is fine today.', 'alloy')).toBe('tts-1/alloy -> flite/slt');
    expect(await served('The weather is fine today.', 'fable')).toBe('tts-1/fable -> flite/awb');
    expect(await served('Das Wetter ist heute schön, nicht wahr?', 'alloy')).toMatch(/^tts-1\/alloy -> espeak\/de\+f/);
    expect(await served('Das Wetter ist heute schön, nicht wahr?', 'onyx')).toMatch(
      /^tts-1\/onyx -> espeak\/de(?!\+f)/,
    );
  });

  it('does not make speakers up', async () => {
    const { error } = await (
      await new TestClient(running).upload(TRANSCRIPTIONS, { response_format: 'diarized_json' })
    ).json();
    expect(error).toMatchObject({ param: 'response_format', reason: 'feature_not_supported' });
  });
});
