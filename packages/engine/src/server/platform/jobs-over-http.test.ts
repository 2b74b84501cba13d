import assert from 'node:assert/strict';
import { type Job, potoo, type VoiceService } from '@potoo/core';
import { afterAll, beforeAll, test } from 'vitest';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { createServer } from '../create-server.ts';
import type { RunningServer } from '../listen.ts';
import { openToAll } from './open-house.ts';
import { createPlatform, type Platform } from './platform.ts';

const home = await temporaryHome();
const tones = new ToneService();
const faults: unknown[] = [];
let platform: Platform;
let server: RunningServer;
let client: VoiceService;

beforeAll(async () => {
  const onError = (error: unknown) => faults.push(error);
  platform = createPlatform({ dataDirectory: home.path, service: tones, capacity: 1, onError });
  const admission = openToAll({ service: tones, platform, measure: async () => 1, onError });
  server = await createServer(tones, { platform, admission, onError }).listen({ port: 0 });
  client = potoo({ baseUrl: server.url });
});
afterAll(async () => {
  await client?.close();
  await server?.close();
  await platform?.close();
  home.remove();
  assert.deepEqual(faults, []);
});

async function follow(id: string): Promise<Job[]> {
  const seen: Job[] = [];
  for await (const job of client.watchJob(id)) seen.push(job);
  return seen;
}

test('a server that is given a platform and nothing else has jobs', async () => {
  const { fetch } = createServer(tones, { platform });
  const body = JSON.stringify({ type: 'synthesize', request: { text: 'One.' } });
  const headers = { 'content-type': 'application/json' };
  assert.equal((await fetch(new Request('http://potoo/v1/jobs', { method: 'POST', body, headers }))).status, 202);
});

test('the client says that there are jobs', async () => {
  assert.ok((await client.capabilities()).features.includes('submit'));
});

test('a text that is handed in is spoken, followed and fetched', async () => {
  const { id, status } = await client.submit({
    type: 'synthesize',
    request: { text: 'One two three.', format: 'wav' },
  });
  assert.ok(status === 'queued' || status === 'running');
  const seen = await follow(id);
  const last = seen.at(-1);
  assert.equal(last?.status, 'completed');
  for (const [at, job] of seen.entries()) assert.ok(job.progress >= (seen[at - 1]?.progress ?? 0));
  const audio = await fetch(String(last?.resultUrl));
  assert.equal(audio.headers.get('content-type'), 'audio/wav');
  assert.deepEqual(await client.getJob(id), last);
});

test('audio that is handed in is kept until its job is done', async () => {
  const { audio } = await client.synthesize({ text: 'Four five.', format: 'wav' });
  const { id } = await client.submit({ type: 'transcribe', request: { audio: audio.bytes(), words: true } });
  const last = (await follow(id)).at(-1);
  assert.equal(last?.status, 'completed');
  const transcript = await (await fetch(String(last?.resultUrl))).json();
  assert.match(transcript.text, /\w/);
});

test('a job that is cancelled stops its work, and stays so', async () => {
  tones.beforeTone = (_, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
  const { id } = await client.submit({ type: 'synthesize', request: { text: 'Never.' } });
  for await (const job of client.watchJob(id)) if (job.status === 'running') break;
  assert.equal((await client.cancelJob(id)).status, 'cancelled');
  tones.beforeTone = () => {};
  assert.equal((await follow(id)).at(-1)?.status, 'cancelled');
  const { id: next } = await client.submit({ type: 'synthesize', request: { text: 'After.' } });
  assert.equal((await follow(next)).at(-1)?.status, 'completed');
});

test('what is wrong with a job is told before it is taken', async () => {
  await assert.rejects(client.submit({ type: 'synthesize', request: { text: '' } }), { code: 'bad_request' });
  await assert.rejects(client.getJob('nothing'), { code: 'not_found', reason: 'job_not_found' });
  await assert.rejects(client.cancelJob('../tts'), { code: 'not_found' });
  await assert.rejects(follow('0'.repeat(32)), { code: 'not_found' });
});
