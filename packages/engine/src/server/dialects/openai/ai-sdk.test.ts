import { createOpenAI, type OpenAIProvider } from '@ai-sdk/openai';
import { measureWav } from '@potoo/core/testing';
import { APICallError, generateSpeech, transcribe } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pocketsphinx } from '../../../backends/pocketsphinx/pocketsphinx.ts';
import { createEngine, type Engine } from '../../../engine.ts';
import { wordErrors } from '../../../text/word-error-rate.ts';
import { createServer } from '../../create-server.ts';
import type { RunningServer } from '../../listen.ts';

// Vercel's AI SDK with its OpenAI provider, pointed at this server with the real engine behind it.

const listens = (await pocketsphinx.check()).available;
let engine: Engine;
let server: RunningServer;
let openai: OpenAIProvider;

beforeAll(async () => {
  engine = createEngine();
  server = await createServer(engine).listen({ port: 0 });
  openai = createOpenAI({ apiKey: 'any', baseURL: `${server.url}/v1` });
});
afterAll(async () => {
  await server.close({ graceMs: 0 });
  await engine.close();
});

const TEXT = 'The quick brown fox jumps over the lazy dog.';

describe('generateSpeech', () => {
  it('speaks with the defaults of the SDK', async () => {
    const { audio, warnings } = await generateSpeech({ model: openai.speech('tts-1'), text: TEXT });
    expect(audio.mediaType).toBe('audio/mpeg');
    expect(audio.uint8Array.length).toBeGreaterThan(10_000);
    expect(warnings).toEqual([]);
  });

  it('speaks at a given speed', async () => {
    const seconds = async (speed: number) => {
      const model = openai.speech('gpt-4o-mini-tts');
      const { audio } = await generateSpeech({ model, text: TEXT, voice: 'onyx', outputFormat: 'wav', speed });
      return measureWav(audio.uint8Array).duration;
    };
    const [slow, own, fast] = await Promise.all([seconds(0.25), seconds(1), seconds(4)]);
    expect(slow / own).toBeCloseTo(4, 0);
    expect(own / fast).toBeCloseTo(4, 0);
  });

  it('reads errors', async () => {
    const asking = generateSpeech({ model: openai.speech('tts-1'), text: TEXT, voice: 'nobody', maxRetries: 0 });
    await expect(asking).rejects.toSatisfy(APICallError.isInstance);
    await expect(asking).rejects.toMatchObject({ statusCode: 404, message: expect.stringContaining('nobody') });
  });
});

describe.skipIf(!listens)('transcribe', () => {
  let audio: Uint8Array;
  beforeAll(async () => {
    const model = openai.speech('tts-1');
    audio = (await generateSpeech({ model, text: TEXT, voice: 'rms', outputFormat: 'wav' })).audio.uint8Array;
  });

  it('has the text, its language by code, and its segments', async () => {
    const { text, language, durationInSeconds, segments } = await transcribe({
      model: openai.transcription('whisper-1'),
      audio,
      providerOptions: { openai: { timestampGranularities: ['word', 'segment'] } },
    });
    expect(wordErrors(TEXT, text).errors).toBeLessThanOrEqual(2);
    expect(language).toBe('en');
    expect(durationInSeconds).toBeCloseTo(measureWav(audio).duration, 1);
    expect(segments.length).toBeGreaterThan(0);
    for (const { startSecond, endSecond } of segments) expect(endSecond).toBeGreaterThan(startSecond);
  });

  it('takes words for segments where only words were asked for', async () => {
    const { text, segments } = await transcribe({
      model: openai.transcription('whisper-1'),
      audio,
      providerOptions: { openai: { timestampGranularities: ['word'] } },
    });
    expect(segments.map((segment) => segment.text)).toEqual(text.split(' '));
  });

  it('works with the newer models, which answer in plain JSON', async () => {
    const model = openai.transcription('gpt-4o-mini-transcribe');
    const { text, language } = await transcribe({ model, audio });
    expect(wordErrors(TEXT, text).errors).toBeLessThanOrEqual(2);
    expect(language).toBe('en');
  });
});
