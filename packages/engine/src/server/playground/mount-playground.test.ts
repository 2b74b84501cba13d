import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PotooError } from '@potoo/core';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerEnv } from '../server-env.ts';
import { mountPlayground } from './mount-playground.ts';
import { isPlaygroundPath, PLAYGROUND_PAGES } from './pages.ts';

const ENV = { trace: {} };

describe('the playground', () => {
  let folder: string;
  let app: Hono<ServerEnv>;
  const get = (address: string) => app.request(address, {}, ENV as unknown as ServerEnv['Bindings']);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'potoo-page-'));
    await mkdir(path.join(folder, 'page/assets'), { recursive: true });
    await writeFile(path.join(folder, 'page/index.html'), '<!doctype html><title>Potoo</title>');
    await writeFile(path.join(folder, 'page/assets/index-a1B2.js'), 'export {};');
    await writeFile(path.join(folder, 'secret.js'), 'secret');
    app = mounted(path.join(folder, 'page'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(PLAYGROUND_PAGES)('answers %s with the page, under a strict policy', async (address) => {
    const response = await get(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|data:|https?:/);
    expect(await response.text()).toContain('<title>Potoo</title>');
  });

  it('lets files with a hash in their name be kept for good', async () => {
    const response = await get('/assets/index-a1B2.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  it.each(['/assets/..%2f..%2fsecret.js', '/assets/%2e%2e/%2e%2e/secret.js', '/assets/'])(
    'serves nothing outside its folder: %s',
    async (address) => expect((await get(address)).status).toBe(404),
  );

  it('tells a file of an older version from a page that is not built', async () => {
    expect(await (await get('/assets/gone-1.js')).text()).toBe('route_not_found');
    app = mounted(path.join(folder, 'nowhere'));
    expect(await (await get('/')).text()).toBe('page_not_built');
  });

  it('knows its own addresses, which need no key', () => {
    expect(['/', '/speak', '/assets/x.js', '/potoo.svg'].map(isPlaygroundPath)).toEqual([true, true, true, true]);
    expect(['/v1/tts/', '/speaker', '/metrics'].some(isPlaygroundPath)).toBe(false);
  });
});

/** An app of the page alone, whose errors answer with their reason. */
function mounted(folder: string): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  mountPlayground(app, folder);
  app.onError((error) => new Response(PotooError.isInstance(error) ? error.reason : 'failed', { status: 404 }));
  return app;
}
