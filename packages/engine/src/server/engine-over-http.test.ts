import { potoo } from '@potoo/core';
import { HEADERS } from '@potoo/core/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../engine.ts';
import { TestClient } from './__fixtures__/test-client.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

let engine: Engine;
let server: RunningServer;
let client: TestClient;
const faults: unknown[] = [];

beforeAll(async () => {
  engine = createEngine();
  server = await createServer(engine, { onError: (error) => faults.push(error) }).listen({ port: 0 });
  client = new TestClient(server);
});
afterAll(async () => {
  await server.close({ graceMs: 0 });
  await engine.close();
  expect(faults).toEqual([]);
});

describe('the examples of the seed', () => {
  it('speak, by a named fallback where the model is not installed', async () => {
    const response = await client.speak({ model: 'kokoro', text: 'Hello!', voice: 'af_bella', format: 'mp3' });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(response.headers.get(HEADERS.fallback)).toMatch(/^kokoro\/af_bella -> \w+\/\w+/);
    expect(bytes.toString('latin1', 0, 3) === 'ID3' || bytes[0] === 0xff).toBe(true);
    expect(Number(response.headers.get(HEADERS.duration))).toBeGreaterThan(0.2);
    const whole = await client.speak({ text: 'Hello!', voice: 'kokoro/af_bella', format: 'mp3' });
    expect(whole.headers.get(HEADERS.fallback)).toMatch(/^kokoro\/af_bella -> \w+\/\w+/);
    await whole.bytes();
  });

  it('know the default speakers of OuteAI', async () => {
    const response = await client.speak({ model: 'OuteTTS-1-Pro', text: 'Hello!', voice: 'EN-FEMALE-1-NEUTRAL' });
    expect(response.status).toBe(200);
    expect(response.headers.get(HEADERS.fallback)).toMatch(/^OuteTTS-1-Pro\/EN-FEMALE-1-NEUTRAL -> /);
    await response.bytes();
  });

  it('play a preview of every kind of voice', async () => {
    const { voices } = await (await client.send('/v1/voices/?state=installed')).json();
    const byModel = new Map(voices.map((voice: { model: string; preview_url: string }) => [voice.model, voice]));
    for (const { preview_url } of byModel.values() as Iterable<{ preview_url: string }>) {
      const preview = await fetch(preview_url);
      expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
      expect((await preview.bytes()).length).toBeGreaterThan(2_000);
    }
  });
});

describe('a long text', () => {
  it('tells its client how far it has come, also when it is made whole', async () => {
    const fractions: number[] = [];
    const text = 'Nobody knew who had painted the door green. '.repeat(30);
    const client = potoo({ baseUrl: server.url });
    await client.synthesize({ text, format: 'wav' }, { onProgress: ({ fraction }) => fractions.push(fraction) });
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBeGreaterThan(0.9);
  });

  it('is heard long before it is spoken to its end', async () => {
    const text = 'The quick brown fox jumps over the lazy dog, and nobody minds. '.repeat(80);
    await (await client.speak({ text: 'Warm up.' })).bytes();
    const since = performance.now();
    const response = await client.speak({ text, format: 'mp3', stream: true });
    const reader = response.body?.getReader();
    await reader?.read();
    const first = performance.now() - since;
    while (!(await reader?.read())?.done);
    const whole = performance.now() - since;
    expect(first).toBeLessThan(whole / 4);
  });
});
