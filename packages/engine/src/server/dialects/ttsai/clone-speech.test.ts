import { readFile } from 'node:fs/promises';
import { makeWav } from '@potoo/core/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../engine.ts';
import { referenceSpeech, temporaryVoices } from '../../../testing/__fixtures__/reference-speech.ts';
import { sharedData } from '../../../testing/shared-data.ts';
import { createServer } from '../../create-server.ts';

const RATE = 16_000;
const engine = createEngine({ hosts: 1, voicesDirectory: temporaryVoices() });
const server = await createServer(engine).listen({ port: 0 });
afterAll(async () => {
  await server.close();
  await engine.close();
});

const woman = await referenceSpeech(engine, 'slt');

async function send(path: string, fields: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, new Blob([value]), 'a.wav');
  }
  const response = await fetch(server.url + path, { method: 'POST', body: form });
  return { status: response.status, error: response.ok ? undefined : (await response.json()).error };
}

describe('POST /v1/tts/clone/ refuses, and says why, a reference', () => {
  const unsuitable = { code: 'bad_request', reason: 'unsuitable_reference', hint: expect.stringMatching(/10 to 30 s/) };

  it.each([
    ['of silence', makeWav(new Float32Array(6 * RATE), RATE), /silent/],
    ['of one second', woman.slice(0, 44 + 2 * RATE), /1\.0 s/],
    ['of ten minutes', makeWav(new Float32Array(600 * 8_000), 8_000), /longer than 300 s/],
  ])('%s', async (_, wav, says) => {
    const { status, error } = await send('/v1/tts/clone/', { reference_audio: wav, text: 'Hi.' });
    expect(status).toBe(400);
    expect(error.message).toMatch(says);
    expect(error.param).toBe('reference_audio');
  });

  it.skipIf(!sharedData('conversation'))(
    'of several people, or of music (skipped without ../shared/data)',
    async () => {
      for (const file of ['conversation/three-speakers.wav', 'music/Karissa_Hobbs_-_Lets_Go_Fishin.hq.ogg']) {
        const audio = Uint8Array.from(await readFile(sharedData(file) ?? ''));
        const { status, error } = await send('/v1/tts/clone/', { reference_audio: audio, text: 'Hi.' });
        expect(status).toBe(400);
        expect(error).toMatchObject(unsuitable);
      }
    },
  );
});

it('keeps no voice without a consent, and converts to none that nobody knows', async () => {
  const kept = await send('/v1/voices/', { reference_audio: woman, name: 'Nobody' });
  expect([kept.status, kept.error?.reason]).toEqual([400, 'consent_required']);
  const converted = await send('/v1/voice-convert/', { file: woman, target_voice: 'nobody-of-this-name' });
  expect([converted.status, converted.error?.reason]).toEqual([404, 'voice_not_found']);
});
