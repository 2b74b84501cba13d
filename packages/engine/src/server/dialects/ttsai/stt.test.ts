import { makeWav } from '@potoo/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pocketsphinx } from '../../../backends/pocketsphinx/pocketsphinx.ts';
import { createEngine } from '../../../engine.ts';
import { ToneService } from '../../../testing/__fixtures__/tone-service.ts';
import { createServer } from '../../create-server.ts';
import type { RunningServer } from '../../listen.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await createServer(new ToneService()).listen({ port: 0 });
});
afterAll(() => server.close({ graceMs: 0 }));

/** Three tenths of a second, which the tone service hears as three words. */
const TONES = makeWav(new Float32Array(2_400), 8_000);

function upload(
  fields: Record<string, string>,
  { path = '/v1/stt/', url = server.url, audio = TONES, headers = {} } = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([audio]), 'tones.wav');
  return fetch(`${url}${path}`, { method: 'POST', body: form, headers });
}

const TEXT = 'beep1 beep2 beep3';

describe('speech to text', () => {
  it.each([
    ['text', 'text/plain; charset=utf-8', `${TEXT}\n`],
    // A subtitle stands for at least a second.
    ['srt', 'application/x-subrip; charset=utf-8', `1\n00:00:00,000 --> 00:00:01,000\n${TEXT}\n`],
    ['vtt', 'text/vtt; charset=utf-8', `WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n${TEXT}\n`],
  ])('answers as %s', async (response_format, type, body) => {
    const response = await upload({ response_format });
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toBe(body);
  });

  it('answers as JSON, with words where they are asked for', async () => {
    const segment = { start: 0, end: 0.1, text: 'beep1' };
    const plain = await (await upload({ response_format: 'json' })).json();
    expect(plain).toMatchObject({ text: TEXT, language: 'en', segments: [segment, {}, {}] });
    expect(plain).toEqual(await (await upload({})).json());
    expect(plain.segments[0]).not.toHaveProperty('words');
    const timed = await (await upload({ timestamps: 'true' })).json();
    expect(timed.segments[0].words).toEqual([{ ...segment, confidence: 0.5 }]);
  });

  it.each([
    ['an option', { stream_format: 'sse' }, {}],
    ['a header', {}, { accept: 'text/event-stream' }],
  ])('sends what is heard as server-sent events by %s', async (_, fields: Record<string, string>, headers) => {
    const response = await upload(fields, { headers });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const frames = (await response.text()).split('\n\n').filter(Boolean);
    const events = frames.map((frame) => JSON.parse(frame.replace(/^data: /, '')));
    expect(events.filter(({ type }) => type === 'segment').map(({ segment }) => segment.text)).toEqual(TEXT.split(' '));
    expect(events.at(-1)).toMatchObject({ type: 'done', transcript: { text: TEXT } });
  });

  it('answers as verbose JSON, with all words in one list', async () => {
    const body = await (await upload({ response_format: 'verbose_json' })).json();
    expect(body).toMatchObject({
      task: 'transcribe',
      text: TEXT,
      language: 'en',
      segments: [{ id: 0 }, { id: 1 }, {}],
    });
    expect(body.words.map(({ word }: { word: string }) => word)).toEqual(TEXT.split(' '));
    expect(body.words[0]).toEqual({ word: 'beep1', start: 0, end: 0.1, confidence: 0.5 });
  });

  it.each(['/v1/transcribe/', '/v1/transcribe', '/api/v1/stt/'])('is served at %s as well', async (path) => {
    expect((await (await upload({}, { path })).json()).text).toBe(TEXT);
  });

  it('refuses what it cannot answer as', async () => {
    const error = async (fields: Record<string, string>) => (await (await upload(fields)).json()).error;
    const param = 'response_format';
    expect(await error({ response_format: 'xml' })).toMatchObject({ code: 'bad_request', param });
    expect(await error({ response_format: 'srt', stream_format: 'events' })).toMatchObject({
      code: 'bad_request',
      param,
    });
  });
});

describe.skipIf(!(await pocketsphinx.check()).available)('the engine', () => {
  it('writes subtitles of what it hears', async () => {
    const engine = createEngine({ hosts: 1 });
    const running = await createServer(engine).listen({ port: 0 });
    try {
      const { audio } = await engine.synthesize({ text: 'This is a test.', voice: 'rms', format: 'wav' });
      const response = await upload({ response_format: 'srt' }, { url: running.url, audio: audio.bytes() });
      const [number, times = '', text] = (await response.text()).split('\n');
      expect([number, text]).toEqual(['1', 'this is a test']);
      expect(times).toMatch(/^00:00:00,\d{3} --> 00:00:0[12],\d{3}$/);
    } finally {
      await running.close({ graceMs: 0 });
      await engine.close();
    }
  });
});
