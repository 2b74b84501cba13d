import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sherpa } from '../backends/sherpa/sherpa.ts';
import { createEngine, type Engine } from '../engine.ts';
import type { EngineOptions } from '../engine-options.ts';
import { createServer } from '../server/index.ts';
import { tinyVoiceModels } from '../testing/tiny-models/tiny-models.ts';
import { HubServer } from './store/__fixtures__/hub-server.ts';

// A card that is known and not installed, and a hub that has it.
const available = (await sherpa.check()).available;

describe.skipIf(!available)('a model that is known and not installed', () => {
  let hub: HubServer;
  let folder: string;
  let engine: Engine;

  beforeEach(async () => {
    const [model] = await tinyVoiceModels();
    if (!model) throw new Error('There is no made-up model.');
    hub = await HubServer.start();
    hub.repositories.set('test/tiny-vits', model.files as Record<string, Uint8Array>);
    vi.stubEnv('HF_ENDPOINT', hub.endpoint);
    folder = await mkdtemp(path.join(tmpdir(), 'potoo-states-'));
    await mkdir(path.join(folder, 'cards'));
    await writeFile(path.join(folder, 'cards', 'tiny.json'), JSON.stringify(model.card));
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await engine.close();
    await hub[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function speak(options: EngineOptions, model = 'tiny-vits'): Promise<Response> {
    engine ??= createEngine({ modelsFolder: folder, hosts: 1, ...options });
    const { fetch } = createServer(engine);
    const body = JSON.stringify({ text: 'Hello world.', model, format: 'wav' });
    const headers = { 'content-type': 'application/json' };
    return fetch(new Request('http://localhost/v1/tts/', { method: 'POST', headers, body }));
  }

  beforeEach(() => {
    engine = undefined as unknown as Engine;
  });

  test('is served by the nearest that is installed, and the answer says so', async () => {
    const response = await speak({});
    expect(response.status).toBe(200);
    expect(response.headers.get('x-potoo-fallback')).toMatch(/^tiny-vits.* -> flite\/slt$/);
  });

  test('is refused with strict, with the command that installs it', async () => {
    const response = await speak({ strict: true });
    expect(response.status).toBe(404);
    const { error } = await response.json();
    expect(error).toMatchObject({ code: 'not_found', reason: 'model_not_installed' });
    expect(error.hint).toContain('potoo pull tiny-vits');
  });

  test('is fetched with autoPull: 503 with a time to wait, once, and then it serves', async () => {
    const first = await speak({ autoPull: true });
    expect(first.status).toBe(503);
    expect(Number(first.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await first.json()).error).toMatchObject({ code: 'model_loading', reason: 'model_downloading' });
    expect((await engine.listModels({})).find(({ id }) => id === 'tiny-vits')?.state).not.toBe('available');
    await expect.poll(async () => (await speak({})).status, { timeout: 60_000, interval: 200 }).toBe(200);
    const served = await speak({});
    expect(served.headers.get('x-potoo-fallback')).toBeNull();
    expect((await engine.listModels({})).find(({ id }) => id === 'tiny-vits')?.state).toBe('installed');
    expect(hub.downloads('model.onnx')).toHaveLength(1);
  }, 90_000);

  test('tells why it could not be fetched', async () => {
    hub.repositories.clear();
    expect((await speak({ autoPull: true })).status).toBe(503);
    const error = async () => (await (await speak({})).json()).error.reason;
    await expect.poll(error, { timeout: 60_000, interval: 200 }).toBe('download_failed');
  }, 90_000);

  test('that nobody knows is an error, with the nearest names', async () => {
    const response = await speak({ autoPull: true }, 'tiny-vist');
    expect(response.status).toBe(404);
    expect((await response.json()).error).toMatchObject({
      reason: 'model_not_found',
      hint: expect.stringContaining('tiny-vits'),
    });
  });
});
