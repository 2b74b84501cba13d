import { ttsai } from '@potoo/core';
import { containerDuration } from '@potoo/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryHome } from '../db/__fixtures__/temporary-home.ts';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';
import { openToAll } from './platform/open-house.ts';
import { createPlatform, type Platform } from './platform/platform.ts';

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
  expect(faults).toEqual([]);
});

const REQUEST = { text: 'Owls sit. Owls fly.', voice: 'hum', model: 'auto', format: 'wav' } as const;

describe('ttsai() of a server that answers with tasks', () => {
  it('gets the same speech as from one that answers with audio', async () => {
    const direct = await ttsai({ baseUrl: server.url }).synthesize(REQUEST);
    const queued = ttsai({ baseUrl: server.url, headers: { prefer: 'respond-async' } });
    const { audio } = await queued.synthesize(REQUEST);
    expect(containerDuration(audio)).toBeCloseTo(direct.duration, 1);
    expect(audio.bytes().length).toBe(direct.audio.bytes().length);
    const unknown = queued.synthesize({ ...REQUEST, voice: 'nobody', model: 'hum' });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });

  it('hands in a text and a batch, and follows them to their end', async () => {
    const voice = ttsai({ baseUrl: server.url });
    const one = await voice.submit({ type: 'synthesize', request: REQUEST });
    const batch = await voice.submit({
      type: 'batch',
      requests: [REQUEST, { ...REQUEST, voice: 'nobody', model: 'hum' }],
    });
    for await (const job of voice.watchJob(one.id))
      if (job.status === 'completed') expect(job.resultUrl).toMatch(/^http/);
    const states: string[] = [];
    for await (const { items = [] } of voice.watchJob(batch.id))
      states.push(items.map(({ status }) => status).join(' '));
    expect(states.at(-1)).toBe('completed failed');
  });
});
