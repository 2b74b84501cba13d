import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BadRequestError, InsufficientCreditsError, RateLimitedError, UnsupportedError } from '../../errors/errors.ts';
import { makeWav } from '../../testing/containers/wav.ts';
import { collect, listen, rejection } from '../../transport/__fixtures__/loopback.ts';
import { ttsai } from './ttsai.ts';

const KEY = 'sk-tts-this-is-the-secret';
const SPEAKER = { model: 'kokoro', voice: 'af_bella' };

/** A second of a sine, as the service sends it: no header of ours tells what it is. */
const WAV = makeWav(
  Float32Array.from({ length: 24_000 }, (_, at) => 0.3 * Math.sin(at / 9)),
  24_000,
);

/** What came in, in order. */
interface Seen {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = (response: ServerResponse, seen: Seen) => void;

/** The live service, as far as is known of it: one answer for each method and path. */
async function service(answers: Readonly<Record<string, Answer | readonly Answer[]>>) {
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  const { url } = await listen(async (request, response) => {
    const exchange = {
      line: `${request.method} ${request.url}`,
      headers: request.headers,
      body: await readText(request),
    };
    seen.push(exchange);
    const answer = answers[exchange.line];
    const count = counts.get(exchange.line) ?? 0;
    counts.set(exchange.line, count + 1);
    if (typeof answer === 'function') answer(response, exchange);
    else if (answer) (answer[Math.min(count, answer.length - 1)] ?? notFound)(response, exchange);
    else notFound(response, exchange);
  });
  return { url, seen, lines: () => seen.map(({ line }) => line) };
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const bytes =
  (type: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(200, { 'content-type': type, ...headers }).end(WAV);
const notFound: Answer = json({ error: { code: 'not_found', message: 'Nothing here.' } }, 404);

describe('speech', () => {
  it('is the bytes of the answer, whose facts the file itself tells', async () => {
    const { url, seen } = await service({
      'POST /v1/tts/': bytes('audio/wav', {
        'x-credits-used': '2',
        'x-credits-remaining': '498',
        'x-ratelimit-limit': '60',
        'x-ratelimit-remaining': '59',
        'x-ratelimit-reset': '1700000000',
      }),
    });
    const voice = ttsai({ baseUrl: url, apiKey: KEY });
    const result = await voice.synthesize({ ...SPEAKER, text: 'Hello.', format: 'wav', lexicon: { GIF: 'jif' } });
    expect(result.audio).toMatchObject({ format: 'wav', duration: 1, sampleRate: 24_000, channels: 1 });
    expect(result).toMatchObject({ model: 'kokoro', voice: 'af_bella', warnings: [] });
    expect(result.usage).toEqual({ characters: 6, creditsUsed: 2, creditsRemaining: 498 });
    expect(result.response.rateLimit).toEqual({ limit: 60, remaining: 59, resetAt: new Date(1_700_000_000_000) });
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      ...SPEAKER,
      text: 'Hello.',
      format: 'wav',
      pronunciations: { GIF: 'jif' },
    });
  });

  it('is a task that is looked up until it ends, whose result is fetched without the key from elsewhere', async () => {
    const network = await service({ 'GET /abc.wav?sig=a%20b%2Fc': bytes('binary/octet-stream') });
    const elsewhere = network.url.replace('127.0.0.1', 'localhost');
    const { url, lines } = await service({
      'POST /v1/tts/': json({ uuid: 'u-1', status: 'queued', credits_used: 2, credits_remaining: 7 }),
      'GET /v1/speech/results/?uuid=u-1': [
        json({ uuid: 'u-1', status: 'queued' }),
        json({ uuid: 'u-1', status: 'rendering', progress: 0.5 }),
        json({ uuid: 'u-1', status: 'completed', cdn_url: `${elsewhere}/abc.wav?sig=a%20b%2Fc` }),
      ],
    });
    const fractions: number[] = [];
    const voice = ttsai({ baseUrl: url, apiKey: KEY });
    const onProgress = ({ fraction }: { fraction: number }) => fractions.push(fraction);
    const result = await voice.synthesize({ ...SPEAKER, text: 'Hello.', format: 'wav' }, { onProgress });
    expect(result.audio.bytes()).toEqual(WAV);
    expect(fractions).toEqual([0.5]);
    expect(lines().slice(1)).toEqual(Array(3).fill('GET /v1/speech/results/?uuid=u-1'));
    expect(network.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('of a task that fails is refused with what the service says', async () => {
    const { url } = await service({
      'POST /v1/tts/': json({ uuid: 'u-1', status: 'failed', error: 'The model ran out of memory.' }),
    });
    const error = await rejection(ttsai({ baseUrl: url }).synthesize({ ...SPEAKER, text: 'Hello.' }));
    expect(error).toMatchObject({ code: 'internal_error', message: 'The model ran out of memory.' });
  });

  it('stops waiting for a task when the signal aborts', async () => {
    const { url } = await service({
      'POST /v1/tts/': json({ uuid: 'u-1', status: 'queued' }),
      'GET /v1/speech/results/?uuid=u-1': json({ uuid: 'u-1', status: 'queued' }),
    });
    const signal = AbortSignal.timeout(50);
    const call = ttsai({ baseUrl: url }).synthesize({ ...SPEAKER, text: 'Hello.' }, { signal });
    expect(await rejection(call)).toBe(signal.reason);
  });

  it('never follows a service far away to this machine', async () => {
    const answer = { uuid: 'u-1', status: 'completed', result_url: 'http://127.0.0.1:1/x' };
    const fetch = async () => Response.json(answer);
    const error = await rejection(ttsai({ fetch }).synthesize({ ...SPEAKER, text: 'Hello.' }));
    expect(error).toMatchObject({ reason: 'invalid_response' });
  });

  it('comes through the converter where the route does not write what was asked for', async () => {
    const { url, seen } = await service({
      'POST /v1/tts/': bytes('audio/wav'),
      'POST /v1/audio/convert/': (response) =>
        response.writeHead(200, { 'content-type': 'audio/wav' }).end(makeWav(new Float32Array(44_100), 44_100)),
    });
    const request = { ...SPEAKER, text: 'Hello.', format: 'wav', sampleRate: 44_100, loudness: -16 } as const;
    const { audio, warnings } = await ttsai({ baseUrl: url }).synthesize(request);
    expect(audio).toMatchObject({ sampleRate: 44_100, duration: 1 });
    expect(seen[1]?.body).toContain('name="sample_rate"\r\n\r\n44100\r\n');
    expect(warnings).toMatchObject([{ type: 'unsupported', subject: 'loudness' }]);
  });

  it('is not streamed before the converter has given it its form', async () => {
    const { url, seen } = await service({
      'POST /v1/tts/': bytes('audio/wav'),
      'POST /v1/audio/convert/': (response) =>
        void response.writeHead(200, { 'content-type': 'audio/wav' }).end(makeWav(new Float32Array(16_000), 16_000)),
    });
    const request = { ...SPEAKER, text: 'Hello.', format: 'wav', sampleRate: 16_000 } as const;
    const events = await collect(ttsai({ baseUrl: url }).streamSpeech(request));
    expect(events[0]).toMatchObject({ type: 'start', sampleRate: 16_000 });
    expect(JSON.parse(seen[0]?.body ?? '').stream).toBeUndefined();
  });

  it('streams the bytes as they come', async () => {
    const { url, seen } = await service({
      'POST /v1/tts/': (response) => {
        response.writeHead(200, { 'content-type': 'audio/wav' });
        response.write(WAV.subarray(0, 30));
        setImmediate(() => response.write(WAV.subarray(30, 5_000), () => response.end(WAV.subarray(5_000))));
      },
    });
    const voice = ttsai({ baseUrl: url });
    const events = await collect(voice.streamSpeech({ ...SPEAKER, text: 'Hello.', format: 'wav', words: true }));
    expect(JSON.parse(seen[0]?.body ?? '').stream).toBe(true);
    expect(events[0]).toMatchObject({ type: 'start', format: 'wav', sampleRate: 24_000, channels: 1 });
    expect(events.at(-1)).toMatchObject({ type: 'done', details: { duration: 1, warnings: [{ subject: 'words' }] } });
    const sent = Buffer.concat(events.flatMap((event) => (event.type === 'audio' ? [event.data] : [])));
    expect(sent.equals(WAV)).toBe(true);
  });

  it('refuses markup, which the service would read out', async () => {
    const voice = ttsai({ baseUrl: 'http://127.0.0.1:1' });
    const error = await rejection(voice.synthesize({ ...SPEAKER, text: '<speak>Hello.</speak>' }));
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error).toMatchObject({ param: 'inputType' });
  });

  it('chooses the voice that is left open from the catalogue, in its names or those of the SDK, and asks once', async () => {
    const { url, lines, seen } = await service({
      'POST /v1/tts/': bytes('audio/wav'),
      'GET /v1/voices/': json({
        voices: [
          { voice_id: 'x', model_name: 'piper', is_premium: false, tags: [], language: 'de' },
          { id: 'ff_siwis', name: 'Siwis', model: 'kokoro', language: 'fr', gender: 'female', preview_url: '/p.mp3' },
        ],
        total: 2,
      }),
    });
    const voice = ttsai({ baseUrl: url });
    const french = await voice.synthesize({ text: 'Bonjour.', language: 'fr', format: 'wav' });
    const german = await voice.synthesize({ text: 'Hallo.', model: 'piper', format: 'wav' });
    expect([french.voice, french.language, german.voice, german.language]).toEqual(['ff_siwis', 'fr', 'x', 'de']);
    expect(lines().filter((line) => line.includes('voices'))).toHaveLength(1);
    expect(JSON.parse(seen[1]?.body ?? '')).toMatchObject({ model: 'kokoro', voice: 'ff_siwis', language: 'fr' });
    expect(await rejection(voice.synthesize({ text: 'Hi.', voice: 'nobody' }))).toMatchObject({
      reason: 'voice_not_found',
    });
    const [first] = await voice.listVoices({ language: 'fr' });
    expect(first?.previewUrl).toBe(`${url}/p.mp3`);
  });
});

describe('errors', () => {
  const documented = {
    error: { code: 'insufficient_credits', message: 'Too few.', credits_required: 4, credits_available: 2 },
  };
  const live = { error: 'insufficient_credits', message: 'Too few.', credits_needed: 4, credits_remaining: 2 };

  it.each([documented, live])('are read as documented and as sent: %j', async (body) => {
    const { url } = await service({ 'POST /v1/tts/': json(body, 402) });
    const error = await rejection(ttsai({ baseUrl: url }).synthesize({ ...SPEAKER, text: 'Hello.' }));
    expect(error).toBeInstanceOf(InsufficientCreditsError);
    expect(error).toMatchObject({ message: 'Too few.', creditsRequired: 4, creditsAvailable: 2, retryable: false });
  });

  it('keep a code that is not of the nine as their reason', async () => {
    const { url } = await service({
      'POST /v1/tts/': json({ error: 'invalid_model', message: 'No model "kokorro".' }, 400),
    });
    const error = await rejection(ttsai({ baseUrl: url }).synthesize({ ...SPEAKER, text: 'Hello.' }));
    expect(error).toMatchObject({ code: 'bad_request', reason: 'invalid_model', message: 'No model "kokorro".' });
  });

  it('of a used-up rate tell when to come back', async () => {
    const { url } = await service({
      'POST /v1/tts/': json({ error: 'rate_limited', message: 'Slow down.' }, 429, { 'retry-after': '30' }),
    });
    const voice = ttsai({ baseUrl: url, maxRetries: 0 });
    const error = await rejection(voice.synthesize({ ...SPEAKER, text: 'Hello.' }));
    expect(error).toBeInstanceOf(RateLimitedError);
    expect(error).toMatchObject({ retryAfterMs: 30_000 });
  });
});

describe('recordings', () => {
  it('are written down as the documentation has it, and from a task', async () => {
    const transcript = {
      text: 'Hello, this is a test.',
      language: 'en',
      duration: 3.5,
      segments: [{ start: 0, end: 3.5, text: 'Hello, this is a test.', speaker: 'SPEAKER_00' }],
    };
    const { url, seen } = await service({
      'POST /v1/stt/': [json(transcript), json({ uuid: 'u-2', status: 'completed', result_url: '/v1/results/u-2' })],
      'GET /v1/results/u-2': json(transcript),
    });
    const voice = ttsai({ baseUrl: url, apiKey: KEY });
    for (const time of [1, 2]) {
      const result = await voice.transcribe({ audio: WAV, fileName: 'a.wav', diarize: true, punctuate: false });
      expect(result, `time ${time}`).toMatchObject({ ...transcript, model: 'whisper' });
    }
    expect(seen[0]?.body).toContain('name="diarize"\r\n\r\ntrue\r\n');
    expect(seen[0]?.body).toContain('name="punctuate"\r\n\r\nfalse\r\n');
    expect(seen.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('are spoken in a cloned voice, whose sample goes as reference_audio', async () => {
    const { url, seen } = await service({ 'POST /v1/tts/clone/': bytes('audio/wav') });
    const result = await ttsai({ baseUrl: url }).speakAs({ reference: WAV, text: 'Hello.', format: 'wav', speed: 1.2 });
    expect(result).toMatchObject({ model: 'chatterbox', duration: 1, warnings: [{ subject: 'speed' }] });
    expect(seen[0]?.body).toContain('name="reference_audio"; filename="audio"');
  });

  it('are translated, and turns of a conversation answered, with audio at an address', async () => {
    const { url, seen } = await service({
      'POST /v1/speech-translate/': json({
        original_text: 'Hello, how are you?',
        translated_text: 'Hola, como estas?',
        source_language: 'en',
        target_language: 'es',
        audio_url: '/v1/results/translate_abc123.mp3',
        credits_used: 5,
      }),
      'POST /v1/voice-chat/': json({
        conversation_id: 'conv_abc123',
        user_text: 'What is the capital of France?',
        ai_text: 'The capital of France is Paris.',
        audio_url: '/v1/audio/tmp/resp_xyz.mp3',
        credits_used: 3,
      }),
      'GET /v1/results/translate_abc123.mp3': bytes('audio/mpeg'),
      'GET /v1/audio/tmp/resp_xyz.mp3': bytes('audio/mpeg'),
    });
    const voice = ttsai({ baseUrl: url });
    const said = await voice.translateSpeech({ audio: WAV, targetLanguage: 'es', format: 'wav', preserveVoice: true });
    expect(said).toMatchObject({
      translatedText: 'Hola, como estas?',
      sourceLanguage: 'en',
      usage: { creditsUsed: 5 },
      warnings: [],
    });
    const unspoken = await voice.translateSpeech({ audio: WAV, targetLanguage: 'es', format: 'wav', speak: false });
    expect(unspoken.warnings).toMatchObject([{ type: 'unsupported', subject: 'speak' }]);
    const turn = await voice.converse({ text: 'What is the capital of France?', format: 'wav' });
    expect(turn).toMatchObject({ conversationId: 'conv_abc123', replyText: 'The capital of France is Paris.' });
    expect(turn.audio.duration).toBe(1);
    expect(JSON.parse(seen[4]?.body ?? '')).toEqual({ text: 'What is the capital of France?' });
  });

  it('are split into stems that a task names, as a list or by name', async () => {
    const stems = [
      { name: 'vocals', url: '/s/vocals.wav' },
      { name: 'other', url: '/s/other.wav' },
    ];
    const { url } = await service({
      'POST /v1/audio/separate/': [
        json({ uuid: 'u-3', status: 'completed', stems }),
        json({ uuid: 'u-3', status: 'success', stems: { vocals: '/s/vocals.wav', other: '/s/other.wav' } }),
      ],
      'GET /s/vocals.wav': bytes('audio/wav'),
      'GET /s/other.wav': bytes('audio/wav'),
    });
    const voice = ttsai({ baseUrl: url });
    for (const time of [1, 2]) {
      const result = await voice.separate({ audio: WAV });
      expect(
        result.stems.map(({ name }) => name),
        `time ${time}`,
      ).toEqual(['vocals', 'other']);
    }
  });

  it('are measured, with nothing where the service measures nothing', async () => {
    const body = {
      key: 'C',
      scale: 'Major',
      bpm: 120,
      time_signature: '4/4',
      camelot: '8B',
      compatible_keys: ['C Major'],
    };
    const { url } = await service({ 'POST /v1/audio/analyze/': json(body) });
    const analysis = await ttsai({ baseUrl: url }).analyze({ audio: WAV, beats: true });
    expect(analysis).toMatchObject({ key: 'C', bpm: 120, loudness: null, beats: [], warnings: [{ subject: 'beats' }] });
  });
});

describe('jobs', () => {
  it('of up to fifty texts are handed in and looked up', async () => {
    const items = [
      { index: 0, uuid: 'i-0', status: 'completed', error: null, url: '/r/0.mp3', credits: 1 },
      { index: 1, uuid: 'i-1', status: 'failed', error: 'No such voice.', url: null, credits: 0 },
    ];
    const batch = { batch_id: 'b-1', status: 'processing', total: 2, completed: 0, credits_charged: 1, items: [] };
    const { url, seen } = await service({
      'POST /v1/tts/batch/': json(batch, 202),
      'GET /v1/tts/batch/result/?batch_id=b-1': [
        json({ ...batch, items: [items[0], { ...items[1], status: 'queued', error: null }] }),
        json({ ...batch, status: 'completed', items }),
      ],
    });
    const voice = ttsai({ baseUrl: url });
    const requests = [
      { ...SPEAKER, text: 'One.' },
      { ...SPEAKER, text: 'Two.' },
    ];
    const job = await voice.submit({ type: 'batch', requests, webhookUrl: 'https://example.com/hook' });
    expect(job).toMatchObject({ id: 'b-1', status: 'running', type: 'batch' });
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      texts: [{ text: 'One.' }, { text: 'Two.' }],
      webhook_url: 'https://example.com/hook',
    });
    const states = await collect(voice.watchJob('b-1'));
    expect(states.map(({ status, progress }) => [status, progress])).toEqual([
      ['running', 0.5],
      ['completed', 1],
    ]);
    expect(states.at(-1)?.items).toMatchObject([
      { index: 0, status: 'completed', resultUrl: '/r/0.mp3' },
      { index: 1, status: 'failed', error: { message: 'No such voice.' } },
    ]);
  });

  it('of one text are tasks; one that another client handed in may be a batch', async () => {
    const { url } = await service({
      'POST /v1/tts/': json({ uuid: 'u-9', status: 'queued' }, 202),
      'GET /v1/speech/results/?uuid=u-9': json({ uuid: 'u-9', status: 'completed', result_url: '/r/9.mp3' }),
      'GET /v1/tts/batch/result/?batch_id=b-9': json({ batch_id: 'b-9', status: 'queued' }),
    });
    const voice = ttsai({ baseUrl: url });
    const { id } = await voice.submit({ type: 'synthesize', request: { ...SPEAKER, text: 'One.' } });
    expect(await voice.getJob(id)).toMatchObject({ status: 'completed', resultUrl: '/r/9.mp3', type: 'synthesize' });
    expect(await voice.getJob('b-9')).toMatchObject({ id: 'b-9', status: 'queued' });
    expect(await rejection(voice.getJob('nothing'))).toMatchObject({ code: 'not_found' });
    expect(await rejection(voice.cancelJob(id))).toBeInstanceOf(UnsupportedError);
  });
});

describe('the key', () => {
  it('comes from the environment, and stays out of plain http and, when secret, of pages', async () => {
    vi.stubEnv('TTS_AI_API_KEY', KEY);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      vi.unstubAllGlobals();
    });
    const { url, seen } = await service({ 'POST /v1/tts/': bytes('audio/wav') });
    await ttsai({ baseUrl: `${url}/v1` }).synthesize({ ...SPEAKER, text: 'Hi.', format: 'wav' });
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(() => ttsai({ baseUrl: 'http://api.test' })).toThrow(BadRequestError);
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('document', {});
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' });
    expect(() => ttsai({ apiKey: KEY })).toThrow(BadRequestError);
    expect(() => ttsai({ apiKey: 'pk-tts-publishable' })).not.toThrow();
  });

  it('goes neither where a result is redirected to, nor into errors', async () => {
    let reached = 0;
    const other = await listen((_, response) => {
      reached += 1;
      response.end();
    });
    const { url } = await service({
      'POST /v1/tts/': json({ uuid: 'u-1', status: 'completed', result_url: '/v1/results/u-1' }),
      'GET /v1/results/u-1': (response) => void response.writeHead(302, { location: `${other.url}/x` }).end(),
    });
    const error = await rejection(ttsai({ baseUrl: url, apiKey: KEY }).synthesize({ ...SPEAKER, text: 'Hi.' }));
    expect(error).toMatchObject({ reason: 'redirect_refused' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('this-is-the-secret');
    expect(reached).toBe(0);
  });
});
