import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { ToneService } from '../../../../testing/__fixtures__/tone-service.ts';
import { createServer } from '../../../create-server.ts';
import type { RunningServer } from '../../../listen.ts';
import { openToAll } from '../../../platform/open-house.ts';
import { createPlatform, type Platform } from '../../../platform/platform.ts';

const faults: unknown[] = [];
const folder = mkdtempSync(path.join(tmpdir(), 'potoo-tasks-'));
let platform: Platform;
let server: RunningServer;

beforeAll(async () => {
  const service = new ToneService();
  const onError = (error: unknown) => faults.push(error);
  platform = createPlatform({ dataDirectory: folder, service, capacity: 2, onError });
  const admission = openToAll({ service, platform, measure: async () => 1, onError });
  server = await createServer(service, { platform, admission, onError }).listen({ port: 0 });
});
afterAll(async () => {
  await server?.close();
  await platform?.close();
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(faults, []);
});

type Json = Record<string, unknown>;

async function speak(body: Json, headers: Record<string, string> = {}, address = '/v1/tts/'): Promise<Response> {
  return fetch(server.url + address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function getJson(address: string): Promise<Json> {
  return (await fetch(server.url + address)).json() as Promise<Json>;
}

async function finished(address: string): Promise<Json> {
  for (;;) {
    const task = await getJson(address);
    if (task['status'] !== 'queued' && task['status'] !== 'processing') return task;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const TEXT = { text: 'Owls sit. Owls fly.', voice: 'hum', format: 'wav' };

test('bytes are the answer unless a task is asked for, in any of the ways that clients ask', async () => {
  for (const [body, headers, address] of [
    [{}, {}, '/v1/tts/'],
    [{ async: false }, {}, '/api/v1/tts/'],
    [{}, { accept: 'audio/wav, application/json' }, '/v1/tts'],
    [{}, { accept: '*/*' }, '/v1/tts'],
  ] as const) {
    const answer = await speak({ ...TEXT, ...body }, headers, address);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'audio/wav']);
    await answer.arrayBuffer();
  }
  for (const [body, headers, address] of [
    [{ async: true }, {}, '/v1/tts/'],
    [{}, { prefer: 'respond-async' }, '/v1/tts/'],
    [{}, { accept: 'application/json' }, '/v1/tts/'],
    [{}, {}, '/api/v1/tts/'],
  ] as const) {
    const answer = await speak({ ...TEXT, ...body }, headers, address);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [202, 'application/json']);
    const task = (await answer.json()) as Json;
    assert.equal(task['uuid'], task['job_id']);
  }
});

test('a task is polled until its result is there, with subtitles', async () => {
  const { uuid, status } = (await (await speak({ ...TEXT, async: true })).json()) as Json;
  assert.equal(status, 'queued');
  const task = await finished(`/v1/speech/results/?uuid=${uuid}`);
  assert.equal(task['status'], 'completed');
  const audio = await fetch(String(task['result_url']));
  assert.equal(audio.headers.get('content-type'), 'audio/wav');
  const direct = await (await speak(TEXT)).arrayBuffer();
  assert.equal((await audio.arrayBuffer()).byteLength, direct.byteLength);

  const subtitles = await getJson(`/v1/speech/subtitles/?uuid=${uuid}&format=vtt`);
  assert.match(String(subtitles['content']), /^WEBVTT\n[\s\S]*Owls sit\./);
  assert.ok(Number(subtitles['segment_count']) >= 1 && Number(subtitles['duration']) > 0);
  const wrong = await fetch(`${server.url}/v1/speech/subtitles/?uuid=${uuid}&format=ass`);
  assert.equal(wrong.status, 400);
});

test('a batch has an item for each text, and one that fails fails alone', async () => {
  const texts = [TEXT, { ...TEXT, voice: 'nobody' }, { ...TEXT, text: 'Last.' }];
  const answer = await speak({ texts }, {}, '/v1/tts/batch/');
  const { batch_id: id, total } = (await answer.json()) as Json;
  assert.deepEqual([answer.status, total], [202, 3]);
  const batch = await finished(`/v1/tts/batch/result/?batch_id=${id}`);
  const items = batch['items'] as Json[];
  assert.deepEqual(
    items.map(({ status }) => status),
    ['completed', 'failed', 'completed'],
  );
  assert.deepEqual([batch['status'], batch['completed']], ['completed', 2]);
  assert.match(String(items[1]?.['error']), /nobody/);
  assert.equal((await fetch(String(items[2]?.['url']))).headers.get('content-type'), 'audio/wav');
});

test('what is no task is refused, and so is a batch that is too long', async () => {
  assert.equal((await fetch(`${server.url}/v1/speech/results/`)).status, 400);
  assert.equal((await fetch(`${server.url}/v1/speech/results/?uuid=../../etc`)).status, 400);
  assert.equal((await fetch(`${server.url}/v1/speech/results/?uuid=${'0'.repeat(32)}`)).status, 404);
  const texts = Array.from({ length: 51 }, () => TEXT);
  assert.equal((await speak({ texts }, {}, '/v1/tts/batch/')).status, 400);
  assert.equal((await speak({ ...TEXT, webhook_url: 'file:///etc/passwd' })).status, 400);
});
