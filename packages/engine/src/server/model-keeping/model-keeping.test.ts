import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Model, type ModelPull, potoo, type VoiceService } from '@potoo/core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { flite } from '../../backends/flite/flite.ts';
import { sherpa } from '../../backends/sherpa/sherpa.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { testCard } from '../../models/store/__fixtures__/cards.ts';
import { HubServer, rangeStart } from '../../models/store/__fixtures__/hub-server.ts';
import { createServer } from '../create-server.ts';
import type { RunningServer } from '../listen.ts';

const BIG = randomBytes(400_000);
const FILES = { 'model.onnx': BIG, 'tokens.txt': Buffer.from('a 0\n') };
/** A model for each test, so that one engine and its process serve all. */
const MODELS = ['first', 'second', 'third', 'fourth'];

let hub: HubServer;
let folder: string;
let engine: Engine;
let server: RunningServer;
let service: VoiceService;

beforeAll(async () => {
  hub = await HubServer.start();
  vi.stubEnv('HF_ENDPOINT', hub.endpoint);
  folder = await mkdtemp(path.join(tmpdir(), 'potoo-keeping-'));
  await mkdir(path.join(folder, 'cards'));
  for (const id of MODELS) {
    hub.repositories.set(`org/${id}`, FILES);
    const source = { kind: 'hub', repository: `org/${id}`, revision: null, files: Object.keys(FILES) } as const;
    await writeFile(path.join(folder, 'cards', `${id}.json`), JSON.stringify(testCard(id, [source], BIG.length)));
  }
  engine = createEngine({ modelsFolder: folder, hosts: 1, backends: [flite, sherpa] });
  server = await createServer(engine).listen({ port: 0 });
  service = potoo({ baseUrl: server.url });
});

afterEach(() => {
  hub.fault = undefined;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await service.close();
  await server.close();
  await engine.close();
  await hub[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Lets half of the model come, and the rest when it is released. */
function holdDownload(): () => void {
  const released = Promise.withResolvers<void>();
  hub.fault = (url, response, request) => {
    if (!url.endsWith('model.onnx') || request.headers.range === 'bytes=0-0') return false;
    if (request.headers.host === new URL(hub.endpoint).host) return false;
    const from = rangeStart(request);
    const headers = {
      'content-length': BIG.length - from,
      'content-range': `bytes ${from}-${BIG.length - 1}/${BIG.length}`,
      etag: '"etag"',
    };
    response.writeHead(from > 0 ? 206 : 200, headers);
    const half = Math.max(from, BIG.length / 2);
    response.write(BIG.subarray(from, half));
    void released.promise.then(() => response.end(BIG.subarray(half)));
    return true;
  };
  return released.resolve;
}

async function listed(model: string): Promise<Model | undefined> {
  return (await service.listModels()).find(({ id }) => id === model);
}

/** Follows a pull until something holds of it. */
async function until(model: string, holds: (pull: ModelPull) => boolean): Promise<ModelPull> {
  for await (const pull of service.watchPull(model)) if (holds(pull)) return pull;
  throw new Error('The pull ended before.');
}

describe('a model over HTTP', () => {
  test('is pulled once for all who ask, with progress, serves, and is removed', async () => {
    const model = 'first';
    expect((await service.capabilities()).features).toContain('models');
    expect(await listed(model)).toMatchObject({ state: 'available', bytes: BIG.length, licence: 'MIT' });
    const release = holdDownload();
    const pulls = await Promise.all([1, 2, 3].map(() => service.pullModel(model)));
    for (const pull of pulls) expect(pull).toMatchObject({ model: `${model}-small`, status: 'running' });
    expect((await until(model, ({ progress }) => progress > 0.4)).progress).toBeLessThan(0.7);
    expect(await listed(model)).toMatchObject({ state: 'downloading', pull: { status: 'running' } });

    const leaving = new AbortController();
    const follow = async () => {
      for await (const _ of service.watchPull(model, { signal: leaving.signal })) leaving.abort(new Error('enough'));
    };
    await expect(follow()).rejects.toThrow('enough');

    const [seen] = await Promise.all([Array.fromAsync(service.watchPull(model)), release()]);
    const steps = seen.map(({ progress }) => progress);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ status: 'completed', progress: 1 });
    expect(hub.downloads(`org/${model}/resolve/${hub.revisionOf(`org/${model}`)}/model.onnx`)).toHaveLength(1);
    const bytes = BIG.length + FILES['tokens.txt'].length;
    expect(await listed(model)).toMatchObject({ state: 'installed', bytes });
    expect(await listed(model)).not.toHaveProperty('pull');
    const storage = await service.modelStorage();
    expect(storage).toMatchObject({ usedBytes: bytes, offline: false });
    expect(storage.freeBytes).toBeGreaterThan(0);

    expect(await service.pullModel(model)).toMatchObject({ status: 'completed' });
    expect(await service.removeModel(model)).toEqual({ removed: [`${model}-small`], bytes });
    expect(await listed(model)).toMatchObject({ state: 'available' });
    await expect(service.removeModel(model)).rejects.toMatchObject({ reason: 'model_not_installed' });
  }, 120_000);

  test('is stopped for everybody, and goes on with what has arrived', async () => {
    const model = 'second';
    const release = holdDownload();
    await service.pullModel(model);
    await until(model, ({ progress }) => progress > 0.4);
    const follower = Array.fromAsync(service.watchPull(model));
    expect(await service.cancelPull(model)).toMatchObject({ status: 'cancelled' });
    expect((await follower).at(-1)).toMatchObject({ status: 'cancelled' });
    expect(await listed(model)).toMatchObject({ state: 'available' });
    await expect(service.cancelPull(model)).rejects.toMatchObject({ reason: 'pull_not_found' });
    release();
    hub.fault = undefined;
    await service.pullModel(model);
    await until(model, ({ status }) => status === 'completed');
    const last = hub.downloads('model.onnx').at(-1);
    expect(Number(/bytes=(\d+)-/.exec(last?.range ?? '')?.[1])).toBeGreaterThan(0);
  }, 120_000);

  test('says why it could not be fetched, until it is tried again', async () => {
    const model = 'third';
    hub.repositories.delete(`org/${model}`);
    await service.pullModel(model);
    expect((await until(model, ({ status }) => status === 'failed')).error).toMatchObject({
      reason: 'download_failed',
    });
    expect(await listed(model)).toMatchObject({ state: 'available', pull: { status: 'failed' } });
    hub.repositories.set(`org/${model}`, FILES);
    expect(await service.pullModel(model)).toMatchObject({ status: 'running' });
    await until(model, ({ status }) => status === 'completed');
  }, 120_000);

  test('is not fetched offline, and what is unknown is told with the nearest name', async () => {
    const before = hub.seen.length;
    await using offline = createEngine({ modelsFolder: folder, backends: [flite, sherpa], offline: true });
    await expect(offline.pullModel('fourth')).rejects.toMatchObject({ reason: 'offline' });
    await expect(service.pullModel('fuorth')).rejects.toMatchObject({ reason: 'model_not_found' });
    expect(await offline.modelStorage()).toMatchObject({ offline: true });
    expect(hub.seen).toHaveLength(before);
  });

  test('is for whoever is on the same machine', async () => {
    const before = hub.seen.length;
    const { fetch: answer } = createServer(engine);
    const ask = (url: string, headers: Record<string, string> = {}, method = 'POST') =>
      answer(new Request(url, { method, headers }));
    const pull = '/v1/models/fourth/pull';
    for (const [url, headers] of [
      [`http://voice.example${pull}`, {}],
      [`http://127.0.0.1${pull}`, { origin: 'https://app.example' }],
      [`http://127.0.0.1${pull}`, { 'x-forwarded-for': '203.0.113.7' }],
    ] as const) {
      const refused = await ask(url, headers);
      expect(refused.status).toBe(403);
      expect((await refused.json()).error).toMatchObject({ reason: 'administrators_only' });
    }
    const { features } = await (await ask('http://voice.example/v1/capabilities', {}, 'GET')).json();
    expect(features).not.toContain('models');
    expect((await ask('http://voice.example/v1/models/fourth', {}, 'DELETE')).status).toBe(403);
    expect(hub.seen).toHaveLength(before);
  });
});
