import { potoo, type VoiceService } from '@potoo/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { createServer } from '../create-server.ts';
import type { RunningServer } from '../listen.ts';
import { openToAll } from './open-house.ts';
import { createPlatform, type Platform } from './platform.ts';

// Jobs with the real engine, which reads the audio of a job by and by, as no stand-in does.
const faults: unknown[] = [];
let home: Awaited<ReturnType<typeof temporaryHome>>;
let engine: Engine;
let platform: Platform;
let server: RunningServer;
let client: VoiceService;
let recording: Blob;

beforeAll(async () => {
  home = await temporaryHome();
  engine = createEngine();
  const onError = (error: unknown) => faults.push(error);
  platform = createPlatform({ dataDirectory: home.path, service: engine, capacity: 1, onError });
  const admission = openToAll({ service: engine, platform, measure: async () => 1, onError });
  server = await createServer(engine, { platform, admission, onError }).listen({ port: 0 });
  client = potoo({ baseUrl: server.url });
  recording = (await engine.synthesize({ text: 'One two three.', voice: 'slt', format: 'wav' })).audio.blob();
});
afterAll(async () => {
  await client?.close();
  await server?.close({ graceMs: 0 });
  await platform?.close({ graceMs: 0 });
  await engine?.close();
  home?.remove();
  expect(faults).toEqual([]);
});

async function wavAt(url: string): Promise<string> {
  const file = await fetch(url);
  expect(file.headers.get('content-type')).toBe('audio/wav');
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(bytes.length).toBeGreaterThan(recording.size / 4);
  return bytes.toString('latin1', 0, 4);
}

it.each([
  { type: 'convertAudio', request: { format: 'wav' } },
  { type: 'enhance', request: { format: 'wav' } },
] as const)('a $type job works on the audio that came with it', async ({ type, request }) => {
  const { id } = await client.submit({ type, request: { ...request, audio: recording } });
  for await (const { status, error, resultUrl } of client.watchJob(id)) {
    expect(error).toBeUndefined();
    if (status === 'completed') expect(await wavAt(String(resultUrl))).toBe('RIFF');
  }
});

it('a separation is a task whose end is waited for, with an address for each stem', async () => {
  const form = new FormData();
  form.set('file', recording, 'a.wav');
  const response = await fetch(`${server.url}/v1/audio/separate/`, { method: 'POST', body: form });
  expect(response.status).toBe(200);
  const task = (await response.json()) as { status: string; stems: ReadonlyArray<{ name: string; url: string }> };
  expect([task.status, task.stems.map(({ name }) => name)]).toEqual(['completed', ['vocals', 'accompaniment']]);
  for (const { url } of task.stems) expect(await wavAt(url)).toBe('RIFF');
});
