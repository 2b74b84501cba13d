import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createKey } from '../../accounts/accounts.ts';
import type { MeasureAudio } from '../../accounts/metered-service.ts';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { createEngine } from '../../engine.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import { referenceSpeech, temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import type { Admission } from '../admission/contract.ts';
import { createServer } from '../create-server.ts';
import type { RunningServer } from '../listen.ts';
import { openToKeys } from './open-house.ts';
import { createPlatform, type Platform } from './platform.ts';

const home = await temporaryHome();
const engine = createEngine({ hosts: 1, voicesDirectory: temporaryVoices() });
let platform: Platform;
let admission: Admission;
let running: RunningServer;
let [anna, berta] = ['', ''];

beforeAll(async () => {
  const onError = () => {};
  platform = createPlatform({ dataDirectory: home.path, service: engine, capacity: 1, onError });
  const measure: MeasureAudio = (audio, options) => engine.measure(audio, definedFields(options));
  admission = await openToKeys({ service: engine, platform, measure, onError });
  running = await createServer(engine, { platform, admission }).listen({ port: 0 });
  const database = await platform.database();
  const keyFor = async (name: string) => (await createKey(database, { name, plan: 'enterprise', credits: 1000 })).key;
  [anna, berta] = [await keyFor('anna'), await keyFor('berta')];
});
afterAll(async () => {
  await running?.close();
  await admission?.close();
  await platform?.close();
  await engine.close();
  home.remove();
});

const send = (key: string, path: string, init: RequestInit = {}) =>
  fetch(running.url + path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });

async function cloneFor(key: string): Promise<{ id: string }> {
  const form = new FormData();
  form.append('name', 'Private');
  form.append('consent_speaker', 'Anna Berg');
  form.append('consent_statement', 'I agree that my voice is cloned.');
  form.append('reference_audio', new Blob([await referenceSpeech(engine, 'rms')]), 'reference.wav');
  const response = await send(key, '/v1/voices/', { method: 'POST', body: form });
  assert.equal(response.status, 201);
  return response.json() as Promise<{ id: string }>;
}

const speak = (key: string, voice: string, more: object = {}) =>
  send(key, '/v1/tts/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Hello there.', voice, ...more }),
  });

describe('cloned voices of accounts', () => {
  test('are there for their owner alone, whatever is asked', async () => {
    const { id } = await cloneFor(anna);
    assert.equal((await speak(anna, id)).status, 200);
    assert.equal((await speak(anna, id, { async: true })).status, 202);
    for (const voice of [id, 'Private', `mimic/${id}`]) {
      const refused = await speak(berta, voice);
      assert.equal(refused.status, 404);
      const { error } = (await refused.json()) as { error: { reason: string; hint: string } };
      assert.equal(error.reason, 'voice_not_found');
      assert.ok(!error.hint.includes(id));
    }
    for (const [method, path] of [
      ['GET', `/v1/voices/${id}`],
      ['DELETE', `/v1/voices/${id}`],
      ['GET', `/v1/voices/${id}/export`],
    ] as const) {
      assert.equal((await send(berta, path, { method })).status, 404, `${method} ${path}`);
    }
    const form = new FormData();
    form.append('target_voice', id);
    form.append('file', new Blob([await referenceSpeech(engine, 'slt')]), 'talk.wav');
    assert.equal((await send(berta, '/v1/voice-convert/', { method: 'POST', body: form })).status, 404);
    const listed = (await (await send(berta, '/v1/voices/')).json()) as { voices: Array<{ cloned?: boolean }> };
    assert.ok(listed.voices.every(({ cloned }) => cloned !== true));
    assert.ok((await engine.listVoices()).every(({ cloned }) => cloned !== true));
    assert.equal((await send(anna, `/v1/voices/${id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await speak(anna, id)).status, 404);
  });

  test('cost what cloning costs', async () => {
    const { id } = await cloneFor(anna);
    const response = await speak(anna, id);
    assert.equal(response.headers.get('x-credits-used'), '4');
    await send(anna, `/v1/voices/${id}`, { method: 'DELETE' });
  });

  test('serve as custom speakers of OuteAI', async () => {
    const { id } = await cloneFor(anna);
    const ask = (key: string) =>
      fetch(`${running.url}/api/v1/audio?token=${key}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'OuteTTS-1-Pro', prompt: 'Hello.', speaker_type: 'custom', speaker_id: id }),
      });
    const spoken = await ask(anna);
    assert.equal(spoken.status, 200);
    const lines = (await spoken.text()).trim().split('\n');
    assert.match(JSON.parse(lines.at(-1) ?? '{}').audio_data, /^UklGR|^SUQz|^\/\/|^.{100}/);
    // This interface knows no 404.
    assert.equal((await ask(berta)).status, 400);
  });
});
