import assert from 'node:assert/strict';
import { readWarningsHeader } from '@potoo/core/wire';
import { afterAll, beforeAll, test } from 'vitest';
import { temporaryHome } from '../../../../db/__fixtures__/temporary-home.ts';
import { ToneService } from '../../../../testing/__fixtures__/tone-service.ts';
import { createServer } from '../../../create-server.ts';
import type { RunningServer } from '../../../listen.ts';
import { openToAll } from '../../../platform/open-house.ts';
import { createPlatform, type Platform } from '../../../platform/platform.ts';

const faults: unknown[] = [];
const home = await temporaryHome();
let platform: Platform;
let server: RunningServer;

beforeAll(async () => {
  const service = new ToneService();
  const onError = (error: unknown) => faults.push(error);
  platform = createPlatform({ dataDirectory: home.path, service, capacity: 2, onError });
  const admission = openToAll({ service, platform, measure: async () => 1, onError });
  server = await createServer(service, { platform, admission, onError }).listen({ port: 0 });
});
afterAll(async () => {
  await server?.close();
  await platform?.close();
  home.remove();
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
  for (const [body, headers, address, status] of [
    [{ async: true }, {}, '/v1/tts/', 202],
    [{}, { prefer: 'respond-async' }, '/v1/tts/', 202],
    [{}, { accept: 'application/json' }, '/v1/tts/', 202],
    // The Python SDK takes nothing but 200 for a success.
    [{}, {}, '/api/v1/tts/', 200],
  ] as const) {
    const answer = await speak({ ...TEXT, ...body }, headers, address);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [status, 'application/json']);
    const task = (await answer.json()) as Json;
    assert.equal(task['uuid'], task['job_id']);
  }
});

test('parameters of the SDKs that nothing follows are named', async () => {
  const answer = await speak({ ...TEXT, instructions: 'Cheerfully.', exaggeration: 0.5 });
  const warnings = readWarningsHeader(answer.headers.get('x-potoo-warnings'));
  assert.deepEqual(
    warnings.map(({ subject }) => subject),
    ['instructions', 'exaggeration'],
  );
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
  const download = await fetch(`${server.url}/static/downloads/${uuid}/tts_output.wav`);
  assert.equal((await download.arrayBuffer()).byteLength, direct.byteLength);

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
  assert.equal((await speak({ texts: [TEXT] }, {}, '/api/v1/tts/batch/')).status, 200);
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

function send(address: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(100)]), 'a.wav');
  return fetch(server.url + address, { method: 'POST', body: form, headers });
}

test('a transcription is a task where it is asked for, and on the path of the SDKs that expect one', async () => {
  for (const [address, fields, status] of [
    ['/v1/stt/', { async: 'true' }, 202],
    ['/v1/transcribe/', {}, 202],
    ['/api/v1/transcribe', {}, 200],
  ] as const) {
    const answer = await send(address, { ...fields, timestamps: 'true' });
    assert.equal(answer.status, status, address);
    const { uuid } = (await answer.json()) as Json;
    const task = await finished(`/v1/speech/results/?uuid=${uuid}`);
    assert.deepEqual([task['status'], task['text'], task['language']], ['completed', '100 bytes', 'en']);
    const kept = (await (await fetch(String(task['result_url']))).json()) as Json;
    assert.equal(kept['text'], '100 bytes');
  }
  for (const [address, fields] of [
    ['/api/v1/stt/', {}],
    ['/v1/stt/', { async: 'false' }],
    ['/v1/transcribe/', { async: 'false' }],
    ['/v1/transcribe/', { response_format: 'text' }],
  ] as const) {
    assert.match(await (await send(address, fields)).text(), /^100 bytes|"text":"100 bytes"/);
  }
});

test('work on recordings is a task where it is asked for', async () => {
  const bytes = await send('/v1/audio/convert/', { format: 'wav' });
  assert.deepEqual([bytes.status, bytes.headers.get('content-type')], [200, 'audio/wav']);
  await bytes.arrayBuffer();
  for (const headers of [{ prefer: 'respond-async' }, { accept: 'application/json' }] as const) {
    const answer = await send('/v1/audio/convert/', { format: 'wav' }, headers);
    assert.equal(answer.status, 202);
    const { uuid } = (await answer.json()) as Json;
    const task = await finished(`/v1/speech/results/?uuid=${uuid}`);
    const audio = await fetch(String(task['url']));
    assert.deepEqual([audio.headers.get('content-type'), (await audio.arrayBuffer()).byteLength], ['audio/wav', 100]);
  }
  for (const name of ['enhance', 'dereverb', 'analyze']) {
    const answer = await send(`/v1/audio/${name}/`, { webhook_url: 'http://127.0.0.1/hook' });
    // This service does none of it; what matters is that the form is taken.
    assert.equal(answer.status, 202, name);
  }
});

test('what is no task is refused, and so is a batch that is too long', async () => {
  assert.equal((await fetch(`${server.url}/v1/speech/results/`)).status, 400);
  assert.equal((await fetch(`${server.url}/v1/speech/results/?uuid=../../etc`)).status, 400);
  assert.equal((await fetch(`${server.url}/v1/speech/results/?uuid=${'0'.repeat(32)}`)).status, 404);
  const texts = Array.from({ length: 51 }, () => TEXT);
  assert.equal((await speak({ texts }, {}, '/v1/tts/batch/')).status, 400);
  assert.equal((await speak({ ...TEXT, webhook_url: 'file:///etc/passwd' })).status, 400);
});
