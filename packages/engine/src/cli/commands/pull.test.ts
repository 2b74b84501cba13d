import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HubServer } from '../../models/store/__fixtures__/hub-server.ts';
import { run, temporaryFolder } from '../__fixtures__/run.ts';

const REPOSITORY = 'csukuangfj/sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17';

let hub: HubServer;

beforeAll(async () => {
  hub = await HubServer.start();
  const files = { 'model.int8.onnx': Buffer.alloc(120_000, 'onnx'), 'tokens.txt': Buffer.from('a 0\n') };
  hub.repositories.set(REPOSITORY, files);
});

afterAll(() => hub[Symbol.asyncDispose]());

function environment(): { HF_ENDPOINT: string; POTOO_MODELS: string } {
  return { HF_ENDPOINT: hub.endpoint, POTOO_MODELS: temporaryFolder() };
}

test('a model is pulled, checked by doctor, and removed', async () => {
  const env = environment();
  const pulled = await run(['pull', 'sensevoice'], { env });
  expect(pulled).toMatchObject({ code: 0, err: 'Installed sensevoice-small-int8, 120 kB.\n' });
  expect(await run(['pull', 'sense-voice'], { env })).toMatchObject({
    code: 0,
    err: expect.stringContaining('already'),
  });
  expect((await run(['doctor'], { env })).out).toMatch(/✓ sensevoice-small-int8 +120 kB, every file as installed/);

  await writeFile(join(env.POTOO_MODELS, 'models/sensevoice-small-int8/tokens.txt'), 'b 0\n');
  const broken = await run(['doctor'], { env });
  expect(broken.code).toBe(1);
  expect(broken.out).toMatch(
    /✗ sensevoice-small-int8 tokens\.txt has other bytes.*\n.*potoo pull sensevoice-small-int8/,
  );

  expect(await run(['rm', 'sensevoice'], { env })).toMatchObject({
    code: 0,
    err: expect.stringContaining('free again'),
  });
  expect(await readdir(join(env.POTOO_MODELS, 'models'))).toEqual([]);
  expect(await run(['rm', 'sensevoice'], { env })).toMatchObject({
    code: 1,
    err: expect.stringContaining('installed'),
  });
});

test('several are pulled in one run, and a misspelt one before anything is fetched', async () => {
  const env = environment();
  const before = hub.seen.length;
  const { code, err } = await run(['pull', 'sensevoice', 'kokorro'], { env });
  expect(code).toBe(1);
  expect(err).toContain('Did you mean kokoro');
  expect(hub.seen.length).toBe(before);
});

test('--offline fetches nothing, and says what to do', async () => {
  const env = environment();
  const before = hub.seen.length;
  for (const argv of [
    ['pull', 'sensevoice', '--offline'],
    ['pull', 'sensevoice'],
  ]) {
    const { code, err } = await run(argv, { env: { ...env, ...(argv.length === 2 && { POTOO_OFFLINE: '1' }) } });
    expect(code).toBe(1);
    expect(err).toContain('potoo pull sensevoice');
  }
  expect(hub.seen.length).toBe(before);
});

test('a mirror that is broken is named, with what to do', async () => {
  const env = { ...environment(), HF_ENDPOINT: 'http://127.0.0.1:9' };
  const { code, err } = await run(['pull', 'sensevoice'], { env });
  expect(code).toBe(1);
  expect(err).toContain('cannot be reached');
});

test('a model that needs a server of its own is not pulled', async () => {
  const { code, err } = await run(['pull', 'tortoise'], { env: environment() });
  expect(code).toBe(1);
  expect(err).toContain('https://github.com/neonbjb/tortoise-tts');
});
