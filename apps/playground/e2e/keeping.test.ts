import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testCard } from '../../../packages/engine/src/models/store/__fixtures__/cards.ts';
import { HubServer, rangeStart } from '../../../packages/engine/src/models/store/__fixtures__/hub-server.ts';
import { accessibilityProblems } from './fixtures/check-accessibility.ts';
import { missing, openPlayground, type Playground } from './fixtures/open-playground.ts';

const MODEL = Buffer.alloc(900_000, 'model');

describe.skipIf(missing)(`models and keys on the page${missing ? ` (${missing})` : ''}`, () => {
  let hub: HubServer;
  let folder: string;
  let playground: Playground;

  // Each try has a hub, a folder and a server of its own: what one left there would stand in the way of the next.
  beforeEach(async () => {
    hub = await HubServer.start();
    hub.repositories.set('org/whisperer', { 'model.onnx': MODEL, 'tokens.txt': Buffer.from('a 0\n') });
    folder = await mkdtemp(path.join(tmpdir(), 'potoo-page-models-'));
    await mkdir(path.join(folder, 'cards'));
    const files = ['model.onnx', 'tokens.txt'];
    const source = { kind: 'hub' as const, repository: 'org/whisperer', revision: null, files };
    await writeFile(
      path.join(folder, 'cards', 'whisperer.json'),
      JSON.stringify(testCard('whisperer', [source], MODEL.length)),
    );
    vi.stubEnv('HF_ENDPOINT', hub.endpoint);
    vi.stubEnv('POTOO_MODELS', folder);
    playground = await openPlayground();
    playground.page.on('dialog', (dialog) => void dialog.accept());
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await playground?.close();
    await hub?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** Lets half of the model come, and the rest when it is released. */
  function holdDownload(): () => void {
    const released = Promise.withResolvers<void>();
    hub.fault = (url, response, request) => {
      const isCdn = request.headers.host !== new URL(hub.endpoint).host;
      if (!isCdn || !url.endsWith('model.onnx') || request.headers.range === 'bytes=0-0') return false;
      const from = rangeStart(request);
      response.writeHead(from > 0 ? 206 : 200, {
        'content-length': MODEL.length - from,
        'content-range': `bytes ${from}-${MODEL.length - 1}/${MODEL.length}`,
        etag: '"etag"',
      });
      const half = Math.max(from, MODEL.length / 2);
      response.write(MODEL.subarray(from, half));
      void released.promise.then(() => response.end(MODEL.subarray(half)));
      return true;
    };
    return released.resolve;
  }

  it('fetches a model with progress, stops, goes on after the page was loaded anew, and removes it', async () => {
    const { page, url } = playground;
    await page.goto(`${url}/models`);
    await page.getByText('No model takes room yet').waitFor();
    await page.getByRole('radio', { name: /^To fetch/ }).check();
    await page.getByRole('searchbox', { name: 'Search' }).fill('whisperer');
    const release = holdDownload();
    await page.getByRole('button', { name: 'Fetch whisperer' }).click();
    await page.getByText('450 kB of 900 kB').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'Cancel whisperer' }).click();
    await page.getByRole('button', { name: 'Fetch whisperer' }).click();
    await page.getByText('On its way', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('radio', { name: 'All', exact: true }).check();
    await page.getByRole('searchbox', { name: 'Search' }).fill('whisperer');
    await page.getByText('On its way', { exact: true }).waitFor();
    release();
    await page.getByText('Installed', { exact: true }).waitFor();
    await page.getByText('Models take 900 kB').waitFor();
    await page.getByRole('button', { name: 'Remove whisperer' }).click();
    await page.getByRole('button', { name: 'Fetch whisperer' }).waitFor();
    hub.fault = undefined;
    hub.repositories.clear();
    await page.getByRole('button', { name: 'Fetch whisperer' }).click();
    await page.getByRole('button', { name: 'Try again whisperer' }).waitFor();
    await page.getByRole('alert').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(playground.complaints).toEqual([]);
  });

  it('makes a key, shows it once, and ends it', async () => {
    const { page, url } = playground;
    await page.goto(`${url}/usage`);
    await page.getByText('There is no key yet.').waitFor();
    const form = page.getByRole('form', { name: 'New key' });
    await form.getByLabel('What it is for').fill('My app');
    await form.getByRole('button', { name: 'Make a key' }).click();
    const shown = page.getByRole('status', { name: 'New key' });
    const key = (await shown.locator('code').textContent()) ?? '';
    expect(key).toMatch(/^sk-tts-\w{38}$/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shown.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Revoke My app' }).waitFor();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: 'Revoke My app' }).click();
    await page.getByText('There is no key yet.').waitFor();
    expect(playground.complaints).toEqual([]);
  });
});
