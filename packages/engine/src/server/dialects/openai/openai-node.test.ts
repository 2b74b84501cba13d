import { randomUUID } from 'node:crypto';
import {
  InsufficientCreditsError,
  InternalError,
  ModelLoadingError,
  type PotooError,
  RateLimitedError,
  UnauthorizedError,
} from '@potoo/core';
import { measureWav } from '@potoo/core/testing';
import OpenAI, { toFile } from 'openai';
import { Stream } from 'openai/streaming';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToneService } from '../../../testing/__fixtures__/tone-service.ts';
import { createServer } from '../../create-server.ts';
import type { RunningServer } from '../../listen.ts';

// The client that OpenAI publishes, pointed at this server.

let service: ToneService;
let server: RunningServer;
let client: OpenAI;

beforeEach(async () => {
  service = new ToneService();
  server = await createServer(service).listen({ port: 0 });
  client = new OpenAI({ apiKey: 'any', baseURL: `${server.url}/v1`, maxRetries: 0 });
});
afterEach(() => server.close({ graceMs: 0 }));

const SPOKEN = { model: 'tts-1', voice: 'hum', input: 'One two three.' } as const;

async function recording(): Promise<File> {
  const response = await client.audio.speech.create({ ...SPOKEN, response_format: 'wav' });
  return toFile(await response.arrayBuffer(), 'tones.wav');
}

describe('speech', () => {
  it('comes as audio', async () => {
    const response = await client.audio.speech.create({ ...SPOKEN, response_format: 'wav' });
    expect(response.headers.get('content-type')).toBe('audio/wav');
    expect(measureWav(new Uint8Array(await response.arrayBuffer())).duration).toBeCloseTo(0.3);
    expect(service.requests).toEqual([{ text: SPOKEN.input, speed: 1, voice: 'hum', format: 'wav' }]);
  });

  it('comes while it is made', async () => {
    const heard = Promise.withResolvers<void>();
    service.beforeTone = (index) => (index === 1 ? heard.promise : undefined);
    const response = await client.audio.speech.create(SPOKEN);
    const reader = response.body?.getReader();
    await reader?.read();
    expect(service.tones).toBe(1);
    heard.resolve();
    while (!(await reader?.read())?.done);
    expect(service.tones).toBe(3);
  });

  it('comes as events, which end with the usage', async () => {
    const response = await client.audio.speech.create({ ...SPOKEN, response_format: 'wav', stream_format: 'sse' });
    type SpeechEvent = { type: string; audio?: string; usage?: object };
    const events: SpeechEvent[] = [];
    for await (const event of Stream.fromSSEResponse<SpeechEvent>(response, new AbortController())) events.push(event);
    const audio = events.flatMap(({ type, audio = '' }) =>
      type === 'speech.audio.delta' ? [Buffer.from(audio, 'base64')] : [],
    );
    expect(audio.length).toBeGreaterThan(2);
    expect(measureWav(Buffer.concat(audio)).duration).toBeCloseTo(0.3);
    // 14 characters and 0.3 s.
    const usage = { input_tokens: 4, output_tokens: 6, total_tokens: 10 };
    expect(events.at(-1)).toEqual({ type: 'speech.audio.done', usage });
  });

  it('that fails midway is an error to whoever reads the events', async () => {
    service.beforeTone = (index) => (index === 2 ? Promise.reject(new Error('secret')) : undefined);
    const response = await client.audio.speech.create({ ...SPOKEN, stream_format: 'sse' });
    const read = async () => {
      for await (const _ of Stream.fromSSEResponse(response, new AbortController()));
    };
    await expect(read()).rejects.toMatchObject({ type: 'server_error', code: 'internal_error' });
  });

  it('that fails midway is cut, so that nobody takes the part for the whole', async () => {
    const begun = Promise.withResolvers<never>();
    begun.promise.catch(() => {});
    service.beforeTone = (index) => (index === 2 ? begun.promise : undefined);
    const response = await client.audio.speech.create(SPOKEN);
    begun.reject(new Error('no'));
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  it('stops when the client goes away', async () => {
    const leaving = new AbortController();
    service.beforeTone = (index, signal) => (index < 1 ? undefined : aborted(signal));
    const response = await client.audio.speech.create(SPOKEN, { signal: leaving.signal });
    await response.body?.getReader().read();
    leaving.abort();
    await vi.waitFor(() => expect([service.active, service.aborted]).toEqual([0, 1]));
  });
});

describe('a transcription', () => {
  it('comes in each format', async () => {
    const file = await recording();
    const create = (response_format: OpenAI.AudioResponseFormat) =>
      client.audio.transcriptions.create({ file, model: 'whisper-1', response_format });
    const text = 'beep1 beep2 beep3';
    expect(await create('json')).toMatchObject({ text, usage: { type: 'duration', seconds: 1 } });
    expect(await create('text')).toBe(`${text}\n`);
    // A subtitle stands for at least a second.
    expect(await create('srt')).toBe(`1\n00:00:00,000 --> 00:00:01,000\n${text}\n`);
    expect(await create('vtt')).toBe(`WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n${text}\n`);
    expect(await create('verbose_json')).toMatchObject({
      task: 'transcribe',
      language: 'english',
      duration: expect.closeTo(0.3),
      text,
    });
    expect(await create('diarized_json')).toMatchObject({
      task: 'transcribe',
      text: 'A: beep1\nA: beep2\nA: beep3',
      segments: [
        { type: 'transcript.text.segment', id: 'seg_001', start: 0, end: 0.1, text: 'beep1', speaker: 'A' },
        {},
        {},
      ],
    });
  });

  it('has segments, words, or both', async () => {
    const file = await recording();
    const create = (timestamp_granularities?: Array<'word' | 'segment'>) =>
      client.audio.transcriptions.create({
        file,
        model: 'whisper-1',
        response_format: 'verbose_json',
        ...(timestamp_granularities && { timestamp_granularities }),
      });
    const segment = {
      id: 1,
      seek: 0,
      start: 0.1,
      end: 0.2,
      text: ' beep2',
      tokens: [],
      temperature: 0,
      no_speech_prob: 0,
    };
    const word = { word: 'beep2', start: 0.1, end: 0.2 };
    const segments = [expect.anything(), expect.objectContaining(segment), expect.anything()];
    const words = [expect.anything(), word, expect.anything()];
    expect(await create()).toMatchObject({ segments });
    expect(await create()).not.toHaveProperty('words');
    expect(await create(['word'])).toMatchObject({ words });
    expect(await create(['word'])).not.toHaveProperty('segments');
    expect(await create(['word', 'segment'])).toMatchObject({ words, segments });
  });

  it('comes as it is heard', async () => {
    const file = await recording();
    const events = await Array.fromAsync(
      await client.audio.transcriptions.create({ file, model: 'gpt-4o-transcribe', stream: true }),
    );
    const deltas = events.map((event) => (event.type === 'transcript.text.delta' ? event.delta : ''));
    expect(deltas.join('')).toBe('beep1 beep2 beep3');
    expect(events.at(-1)).toMatchObject({ type: 'transcript.text.done', text: 'beep1 beep2 beep3' });
  });

  it('tells who speaks as it is heard', async () => {
    const stream = await client.audio.transcriptions.create({
      file: await recording(),
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
      chunking_strategy: { type: 'server_vad' },
      stream: true,
    });
    const events = await Array.fromAsync(stream);
    expect(events.map(({ type }) => type)).toEqual([
      ...Array.from({ length: 3 }, () => ['transcript.text.delta', 'transcript.text.segment']).flat(),
      'transcript.text.done',
    ]);
    expect(events[0]).toMatchObject({ delta: 'beep1', segment_id: 'seg_001' });
    expect(events[3]).toMatchObject({ id: 'seg_002', speaker: 'A', start: 0.1 });
  });

  it('that fails midway is an error to its reader', async () => {
    const hear = service.streamTranscript.bind(service);
    service.streamTranscript = async function* (request, options) {
      for await (const event of hear(request, options)) {
        if (event.type === 'done') throw new InternalError('The host died.', { reason: 'host_crashed' });
        yield event;
      }
    };
    const stream = await client.audio.transcriptions.create({
      file: await recording(),
      model: 'whisper-1',
      stream: true,
    });
    await expect(Array.fromAsync(stream)).rejects.toMatchObject({ type: 'server_error', message: 'The host died.' });
  });
});

describe('a translation', () => {
  it('is refused where nothing translates', async () => {
    const asking = client.audio.translations.create({ file: await recording(), model: 'whisper-1' });
    await expect(asking).rejects.toMatchObject({ status: 400, type: 'invalid_request_error' });
    await expect(asking).rejects.toHaveProperty('error.reason', 'feature_not_supported');
  });

  it('comes as JSON or text, and not with times that nobody knows', async () => {
    translate(service);
    const file = await recording();
    const create = (response_format: 'json' | 'text' | 'srt') =>
      client.audio.translations.create({ file, model: 'whisper-1', response_format });
    expect(await create('json')).toMatchObject({ text: 'In English.', usage: { type: 'duration', seconds: 3 } });
    expect(await create('text')).toBe('In English.\n');
    await expect(create('srt')).rejects.toMatchObject({ status: 400, param: 'response_format' });
  });
});

describe('a page of an allowed origin', () => {
  it('may send whatever the client sends', async () => {
    const origin = 'https://app.example';
    const running = await createServer(service, { allowedOrigins: [origin] }).listen({ port: 0 });
    try {
      const sent = new Set<string>();
      const watched = client.withOptions({
        baseURL: `${running.url}/v1`,
        timeout: 5_000,
        fetch: (url, init) => {
          for (const [name] of new Headers(init?.headers)) sent.add(name);
          return fetch(url, init);
        },
      });
      await watched.audio.speech.create(SPOKEN, { idempotencyKey: randomUUID() });
      const preflight = await fetch(`${running.url}/v1/audio/speech`, { method: 'OPTIONS', headers: { origin } });
      const allowed = preflight.headers.get('access-control-allow-headers')?.split(', ') ?? [];
      // A page need not ask for the first, and cannot set the second.
      const unasked = new Set(['accept', 'user-agent']);
      expect([...sent].filter((name) => !unasked.has(name) && !allowed.includes(name))).toEqual([]);
      expect(sent).toContain('x-stainless-lang');
    } finally {
      await running.close({ graceMs: 0 });
    }
  });
});

describe('models', () => {
  it('are listed by their own names and by those of OpenAI', async () => {
    const ids = (await Array.fromAsync(await client.models.list())).map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['tone', 'choir', 'ear']);
    expect(ids).toContain('gpt-4o-mini-tts');
    expect(ids).toContain('whisper-1');
  });

  it('are looked up one by one', async () => {
    expect(await client.models.retrieve('ear')).toMatchObject({
      id: 'ear',
      object: 'model',
      created: 0,
      owned_by: 'potoo',
    });
    expect(await client.models.retrieve('tts-1')).toMatchObject({ id: 'tts-1', object: 'model' });
    await expect(client.models.retrieve('gpt-5/x')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});

describe('an error', () => {
  const retryAfterMs = 2_500;
  const cases: Array<[PotooError | Error, new (...args: never[]) => Error, object]> = [
    [new UnauthorizedError('No.'), OpenAI.AuthenticationError, { status: 401, type: 'authentication_error' }],
    [new InsufficientCreditsError('No.'), OpenAI.APIError, { status: 402, type: 'insufficient_quota' }],
    [new RateLimitedError('No.', { retryAfterMs }), OpenAI.RateLimitError, { status: 429, type: 'rate_limit_error' }],
    [new ModelLoadingError('No.', { retryAfterMs }), OpenAI.InternalServerError, { status: 503, type: 'server_error' }],
    [new Error('No.'), OpenAI.InternalServerError, { status: 500, type: 'server_error' }],
  ];

  it.each(cases)('%s has the class that its status says', async (thrown, type, facts) => {
    service.beforeTone = () => Promise.reject(thrown);
    service.sendsHeadFirst = false;
    const error: unknown = await client.audio.speech.create(SPOKEN).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ ...facts, code: expect.any(String), param: null, requestID: expect.any(String) });
    const { headers, status } = error as InstanceType<typeof OpenAI.APIError>;
    expect(headers?.get('retry-after')).toBe(status === 429 || status === 503 ? '3' : null);
  });

  it('names the field as OpenAI calls it', async () => {
    const create = (body: object) =>
      client.audio.speech.create({ ...SPOKEN, ...body }).catch((error: unknown) => error);
    expect(await create({ input: '' })).toMatchObject({ status: 400, param: 'input', code: 'bad_request' });
    expect(await create({ response_format: 'au' })).toMatchObject({ status: 400, param: 'response_format' });
    expect(await create({ speed: 5 })).toMatchObject({ status: 400, param: 'speed' });
    expect(await create({ voice: 'nobody' })).toMatchObject({ status: 404, param: 'voice', code: 'not_found' });
    expect(await create({ voice: { id: 'nobody' } })).toMatchObject({ status: 404, param: 'voice' });
    expect(await create({ voice: { id: 5 } })).toMatchObject({ status: 400, param: 'voice' });
  });

  it('is tried again by the client itself', async () => {
    let calls = 0;
    service.sendsHeadFirst = false;
    service.beforeTone = () =>
      calls++ === 0 ? Promise.reject(new ModelLoadingError('Wait.', { retryAfterMs: 1 })) : undefined;
    const idempotencyKey = randomUUID();
    const patient = client.withOptions({ maxRetries: 1 });
    const response = await patient.audio.speech.create(SPOKEN, { idempotencyKey });
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    expect(calls).toBe(4);
  });
});

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** Lets the tones be translated. */
function translate(tones: ToneService): void {
  const { capabilities } = tones;
  tones.capabilities = async () => {
    const known = await capabilities.call(tones);
    return { ...known, features: [...known.features, 'translateSpeech'] };
  };
  tones.translateSpeech = async () => {
    const { audio } = await tones.synthesize({ text: 'In English.' });
    const texts = { originalText: 'Auf Deutsch.', translatedText: 'In English.' };
    return {
      ...texts,
      audio,
      sourceLanguage: 'de',
      targetLanguage: 'en',
      warnings: [],
      usage: { audioSeconds: 2.1 },
      response: {},
    };
  };
}
