import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  BadRequestError,
  ForbiddenError,
  InternalError,
  NotFoundError,
  RateLimitedError,
  StreamTruncatedError,
  UnauthorizedError,
  UnsupportedError,
} from '../../errors/errors.ts';
import { makeWav } from '../../testing/containers/wav.ts';
import { collect, listen, rejection } from '../../transport/__fixtures__/loopback.ts';
import { encodeBase64 } from '../../wire/base64.ts';
import { languageTag } from './language-tags.ts';
import { openai } from './openai.ts';

const KEY = 'sk-this-is-the-secret';
const WAV = makeWav(
  Float32Array.from({ length: 24_000 }, (_, at) => 0.3 * Math.sin(at / 9)),
  24_000,
);

type Answer = (response: ServerResponse) => void;

/** A server with one answer for each method and path; `seen` holds what was asked. */
async function service(answers: Readonly<Record<string, Answer>>) {
  const seen: Array<{ line: string; body: string; headers: IncomingMessage['headers'] }> = [];
  const { url } = await listen(async (request, response) => {
    const line = `${request.method} ${request.url}`;
    seen.push({ line, body: await readText(request), headers: request.headers });
    const answer = answers[line] ?? json({ error: { message: 'Not Found', type: 'x', param: null, code: null } }, 404);
    answer(response);
  });
  return { url, seen };
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function bytes(body: Uint8Array, type: string): Answer {
  return (response) => void response.writeHead(200, { 'content-type': type }).end(body);
}

function frames(...events: unknown[]): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(
      events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join(''),
    );
  };
}

const SPEECH = 'POST /v1/audio/speech';
const HEARING = 'POST /v1/audio/transcriptions';

describe('speech', () => {
  it('is asked for as OpenAI has it, and read from the file itself', async () => {
    const { url, seen } = await service({ [SPEECH]: bytes(WAV, 'audio/wav') });
    const voice = openai({ baseUrl: `${url}/v1`, apiKey: KEY, extraBody: { instructions: 'Be calm.' } });
    const result = await voice.synthesize({ text: 'Hello.', voice: 'coral', format: 'wav', speed: 1.5, words: true });
    expect(result.audio).toMatchObject({ format: 'wav', duration: 1, sampleRate: 24_000, channels: 1 });
    expect(result).toMatchObject({ model: 'gpt-4o-mini-tts', voice: 'coral', warnings: [{ subject: 'words' }] });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      instructions: 'Be calm.',
      model: 'gpt-4o-mini-tts',
      input: 'Hello.',
      voice: 'coral',
      response_format: 'wav',
      speed: 1.5,
    });
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('as pcm has the one form that it has there', async () => {
    const { url } = await service({ [SPEECH]: bytes(new Uint8Array(96_000), 'audio/pcm') });
    const { audio } = await openai({ baseUrl: url }).synthesize({ text: 'Hello.', format: 'pcm' });
    expect(audio).toMatchObject({ format: 'pcm', duration: 2, sampleRate: 24_000, channels: 1 });
  });

  it('in another format than the one asked for says so', async () => {
    const { url } = await service({ [SPEECH]: bytes(WAV, 'audio/mpeg') });
    const { audio, warnings } = await openai({ baseUrl: url }).synthesize({ text: 'Hello.', format: 'mp3' });
    expect(audio.format).toBe('wav');
    expect(warnings).toMatchObject([{ type: 'unsupported', subject: 'format' }]);
  });

  it('streams bytes, or events whose last one must come', async () => {
    const delta = (from: number, to: number) => ({
      type: 'speech.audio.delta',
      audio: encodeBase64(WAV.subarray(from, to)),
    });
    const usage = { input_tokens: 14, output_tokens: 101, total_tokens: 115 };
    const done = { type: 'speech.audio.done', usage };
    const cases = [
      { streamFormat: 'audio', answer: bytes(WAV, 'audio/wav') },
      { streamFormat: 'sse', answer: frames(delta(0, 20), delta(20, 9_000), delta(9_000, WAV.length), done) },
    ] as const;
    for (const { streamFormat, answer } of cases) {
      const { url, seen } = await service({ [SPEECH]: answer });
      const voice = openai({ baseUrl: url, streamFormat });
      const events = await collect(voice.streamSpeech({ text: 'Hello.', format: 'wav' }));
      expect(events[0]).toMatchObject({ type: 'start', format: 'wav', sampleRate: 24_000, voice: 'alloy' });
      expect(events.at(-1)).toMatchObject({ type: 'done', details: { duration: 1 } });
      const sent = Buffer.concat(events.flatMap((event) => (event.type === 'audio' ? [event.data] : [])));
      expect(sent.equals(WAV)).toBe(true);
      expect(JSON.parse(seen[0]?.body ?? '').stream_format).toBe(streamFormat === 'sse' ? 'sse' : undefined);
    }
    const cut = await service({ [SPEECH]: frames(delta(0, 9_000)) });
    const failing = await service({
      [SPEECH]: frames(delta(0, 9_000), { error: { message: 'Broke.', type: 'server_error' } }),
    });
    const read = (url: string) => collect(openai({ baseUrl: url, streamFormat: 'sse' }).streamSpeech({ text: 'Hi.' }));
    expect(await rejection(read(cut.url))).toBeInstanceOf(StreamTruncatedError);
    expect(await rejection(read(failing.url))).toMatchObject({ code: 'internal_error', message: 'Broke.' });
  });

  it('leaves out what the interface lacks, and refuses what the result would be wrong without', async () => {
    const { url } = await service({ [SPEECH]: bytes(WAV, 'audio/wav') });
    const voice = openai({ baseUrl: url });
    const request = { text: 'Hello.', format: 'wav', sampleRate: 16_000, channels: 'stereo', loudness: -16 } as const;
    const { warnings } = await voice.synthesize({ ...request, language: 'de', lexicon: { GIF: 'jif' } });
    expect(warnings.map(({ subject }) => subject).sort()).toEqual([
      'channels',
      'language',
      'lexicon',
      'loudness',
      'sampleRate',
    ]);
    expect(await rejection(voice.synthesize({ text: 'Hello.', format: 'm4a' }))).toBeInstanceOf(UnsupportedError);
    expect(await rejection(voice.synthesize({ text: 'Hi.', inputType: 'ssml' }))).toMatchObject({ param: 'inputType' });
  });
});

describe('transcripts', () => {
  const verbose = {
    task: 'transcribe',
    language: 'english',
    duration: '3.5',
    text: ' Hello there. General.',
    segments: [
      { id: 0, start: 0, end: 1.8, text: ' Hello there.', avg_logprob: -0.1, tokens: [] },
      { id: 1, start: 2, end: 3.5, text: ' General.', avg_logprob: -0.2, tokens: [] },
    ],
    words: [
      { word: 'Hello', start: 0, end: 0.6 },
      { word: 'there', start: 0.7, end: 1.8 },
      { word: 'General', start: 1.95, end: 3.4 },
    ],
  };

  it('of Whisper have segments, and words where asked for', async () => {
    const { url, seen } = await service({ [HEARING]: json(verbose) });
    const voice = openai({ baseUrl: url });
    const result = await voice.transcribe({ audio: WAV, fileName: 'a.wav', words: true, language: 'en-GB' });
    expect(result).toMatchObject({ text: 'Hello there. General.', language: 'en', duration: 3.5, model: 'whisper-1' });
    expect(result.segments.map(({ words }) => words.map(({ text }) => text))).toEqual([
      ['Hello', 'there'],
      ['General'],
    ]);
    expect(result.segments[0]?.confidence).toBeCloseTo(Math.exp(-0.1));
    const form = seen[0]?.body ?? '';
    for (const field of ['word', 'segment']) {
      expect(form).toContain(`name="timestamp_granularities[]"\r\n\r\n${field}\r\n`);
    }
    expect(form).toContain('name="language"\r\n\r\nen\r\n');
    const plain = await voice.transcribe({ audio: WAV });
    expect(plain.segments.every(({ words }) => words.length === 0)).toBe(true);
    expect(seen[1]?.body).not.toContain('granularities');
  });

  it('of the text models have no times, streamed or not, and say so', async () => {
    const usage = { type: 'duration', seconds: 4 };
    const whole = await service({ [HEARING]: json({ text: 'Hello there.', usage, languages: [{ code: 'en' }] }) });
    const request = { audio: WAV, words: true };
    const options = { transcriptionModel: 'gpt-4o-transcribe' };
    const result = await openai({ baseUrl: whole.url, ...options }).transcribe(request);
    expect(result).toMatchObject({ language: 'en', duration: 4, warnings: [{ subject: 'words' }] });
    expect(result.segments).toEqual([{ text: 'Hello there.', start: 0, end: 4, words: [] }]);
    const { url, seen } = await service({
      [HEARING]: frames(
        { type: 'transcript.text.delta', delta: 'Hello' },
        { type: 'transcript.text.delta', delta: ' there.' },
        { type: 'transcript.text.done', text: 'Hello there.', usage },
        '[DONE]',
      ),
    });
    const events = await collect(openai({ baseUrl: url, ...options }).streamTranscript(request));
    expect(events).toMatchObject([
      { type: 'partial', text: 'Hello', start: 0 },
      { type: 'partial', text: 'Hello there.', start: 0 },
      { type: 'segment', segment: { text: 'Hello there.', end: 4 } },
      { type: 'done', transcript: { text: 'Hello there.' } },
    ]);
    expect(seen[0]?.body).toContain('name="stream"\r\n\r\ntrue\r\n');
    const cut = await service({ [HEARING]: frames({ type: 'transcript.text.delta', delta: 'Hel' }) });
    const reading = collect(openai({ baseUrl: cut.url, ...options }).streamTranscript(request));
    expect(await rejection(reading)).toBeInstanceOf(StreamTruncatedError);
  });

  it('tell speakers apart, numbered in the order of their appearance', async () => {
    const segments = [
      { type: 'transcript.text.segment', id: 'seg_001', start: 0, end: 2, text: 'Hello.', speaker: 'B' },
      { type: 'transcript.text.segment', id: 'seg_002', start: 2, end: 3, text: 'Hi.', speaker: 'agent' },
      { type: 'transcript.text.segment', id: 'seg_003', start: 3, end: 4, text: 'So?', speaker: 'A' },
    ];
    const body = { task: 'transcribe', duration: 4, text: 'B: Hello.\nagent: Hi.\nA: So?', segments };
    const whole = await service({ [HEARING]: json(body) });
    const result = await openai({ baseUrl: whole.url }).transcribe({ audio: WAV, diarize: true });
    expect(result).toMatchObject({ text: 'Hello. Hi. So?', model: 'gpt-4o-transcribe-diarize' });
    expect(result.segments.map(({ speaker }) => speaker)).toEqual(['SPEAKER_00', 'agent', 'SPEAKER_01']);
    expect(whole.seen[0]?.body).toContain('name="chunking_strategy"\r\n\r\nauto\r\n');
    const deltas = segments.flatMap((segment) => [{ type: 'transcript.text.delta', delta: segment.text }, segment]);
    const streamed = await service({ [HEARING]: frames(...deltas, { type: 'transcript.text.done', text: body.text }) });
    const events = await collect(openai({ baseUrl: streamed.url }).streamTranscript({ audio: WAV, diarize: true }));
    expect(events.map(({ type }) => type)).toEqual([...Array(3).fill(['partial', 'segment']).flat(), 'done']);
    expect(events.at(-1)).toMatchObject({ transcript: { text: 'Hello. Hi. So?', duration: 4 } });
    expect(events[4]).toMatchObject({ type: 'partial', text: 'So?', start: 3 });
  });

  it('name languages by name or by tag', () => {
    const names = [
      'english',
      'Spanish',
      'chinese',
      'haitian creole',
      'myanmar',
      'nynorsk',
      'lv',
      'pt-BR',
      'klingonese!',
    ];
    expect(names.map(languageTag)).toEqual(['en', 'es', 'zh', 'ht', 'my', 'nn', 'lv', 'pt-BR', 'und']);
  });
});

describe('lists', () => {
  it("of voices are read in every form, and are OpenAI's where there is none", async () => {
    const bella = { id: 'af_bella', name: 'Bella', model: 'kokoro', language: 'en', gender: 'female' };
    for (const [body, ids] of [
      [{ voices: ['a.wav', 'b.wav'], status: 'ok' }, ['a.wav', 'b.wav']],
      [{ voices: [{ id: 'x' }, { voice_id: 'y' }, { name: 'z' }], object: 'list' }, ['x', 'y', 'z']],
      [{ object: 'list', data: [bella] }, ['af_bella']],
      [[bella], ['af_bella']],
      [{}, []],
    ] as const) {
      const { url } = await service({ 'GET /v1/audio/voices': json(body) });
      const voices = await openai({ baseUrl: url }).listVoices();
      expect(voices.map(({ id }) => id)).toEqual(ids);
    }
    const { url } = await service({});
    const voices = await openai({ baseUrl: url }).listVoices();
    expect(voices).toHaveLength(13);
    expect(voices[0]).toMatchObject({ id: 'alloy', model: 'gpt-4o-mini-tts' });
  });

  it('of models keep those that speak or listen', async () => {
    const ids = ['gpt-4o', 'tts-1-hd', 'whisper-1', 'gpt-4o-mini-tts', 'gpt-4o-transcribe', 'text-embedding-3-small'];
    const data = ids.map((id) => ({ id, object: 'model', created: 0, owned_by: 'openai' }));
    const speaches = { id: 'org/some-model', object: 'model', task: 'text-to-speech', language: ['en'] };
    const { url } = await service({ 'GET /v1/models': json({ object: 'list', data: [...data, speaches] }) });
    const voice = openai({ baseUrl: url });
    const spoken = await voice.listModels({ type: 'tts' });
    expect(spoken.map(({ id }) => id)).toEqual(['tts-1-hd', 'gpt-4o-mini-tts', 'org/some-model']);
    expect((await voice.listModels({ type: 'stt' })).map(({ id }) => id)).toEqual(['whisper-1', 'gpt-4o-transcribe']);
  });

  it('choose who speaks a language, where voices tell theirs', async () => {
    const voices = [
      { id: 'af_bella', model: 'kokoro', language: 'en' },
      { id: 'ff_siwis', model: 'kokoro', language: 'fr' },
    ];
    const { url, seen } = await service({
      'GET /v1/audio/voices': json({ voices }),
      [SPEECH]: bytes(WAV, 'audio/wav'),
    });
    const voice = openai({ baseUrl: url });
    const result = await voice.synthesize({ text: 'Bonjour.', language: 'fr', format: 'wav' });
    expect(result).toMatchObject({ voice: 'ff_siwis', model: 'kokoro', language: 'fr', warnings: [] });
    const unlisted = { text: 'Hi.', model: 'kokoro', voice: 'af_bella(2)+af_sky(1)', format: 'wav' } as const;
    await voice.synthesize(unlisted);
    expect(JSON.parse(seen.at(-1)?.body ?? '')).toMatchObject({ model: 'kokoro', voice: 'af_bella(2)+af_sky(1)' });
  });
});

describe('errors', () => {
  it.each([
    [400, BadRequestError],
    [401, UnauthorizedError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [429, RateLimitedError],
    [500, InternalError],
  ] as const)('of status %i keep message, parameter and code', async (status, kind) => {
    const body = { error: { message: 'Said so.', type: 'x', param: 'input', code: 'invalid_api_key' } };
    const { url } = await service({ [SPEECH]: json(body, status, { 'x-request-id': 'req_7' }) });
    const error = await rejection(openai({ baseUrl: url, apiKey: KEY, maxRetries: 0 }).synthesize({ text: 'Hi.' }));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ message: 'Said so.', param: 'text', reason: 'invalid_api_key', requestId: 'req_7' });
  });

  it('of FastAPI name the field', async () => {
    const detail = [{ loc: ['body', 'input'], msg: 'field required', type: 'value_error.missing' }];
    const { url } = await service({ [SPEECH]: json({ detail }, 422) });
    const error = await rejection(openai({ baseUrl: url }).synthesize({ text: 'Hi.' }));
    expect(error).toMatchObject({ code: 'bad_request', message: 'field required', param: 'text', status: 422 });
  });

  it('come before anything is sent where the address and the key are wrong', async () => {
    vi.stubEnv('OPENAI_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(() => openai({ baseUrl: 'http://api.test/v1' })).toThrow(BadRequestError);
    const { url, seen } = await service({ [SPEECH]: bytes(WAV, 'audio/wav') });
    vi.stubEnv('OPENAI_BASE_URL', `${url}/v1`);
    await openai().synthesize({ text: 'Hi.', format: 'wav' });
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });
});
