import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { ROOT } from '../source-files.ts';
import type { InstalledApps } from './installed-apps.ts';
import { openPage, POLICY } from './open-page.ts';
import { serveFolder } from './serve-folder.ts';

/** What the check takes beside what the apps have. */
export const SHADCN_PACKAGES = [
  'shadcn@^4.23.1',
  'typescript@^6.0.0',
  '@types/react@^19.3.3',
  '@types/react-dom@^19.0.0',
];

/**
 * Serves the registry, has shadcn's own command copy every component and hook into an app, checks their types, builds the app and
 * opens it under a strict policy. Only `@potoo/core` comes as a tarball, as it is published nowhere.
 */
export async function checkShadcn(apps: InstalledApps, browser: Browser): Promise<void> {
  const folder = apps.path('registry');
  mkdirSync(folder);
  await using registry = await serveFolder(folder);
  const builder = path.join(ROOT, 'apps/docs/scripts/build-registry.ts');
  const env = { POTOO_REGISTRY_URL: registry.url, POTOO_REGISTRY_CORE: `file:${apps.tarball('@potoo/core')}` };
  await apps.run(process.execPath, [builder, folder], '.', env);
  const { items } = JSON.parse(readFileSync(path.join(folder, 'registry.json'), 'utf8'));
  const addresses = items.map(({ name }: { readonly name: string }) => `${registry.url}/r/${name}.json`);
  assert.ok(addresses.length > 30, 'the registry has its items');
  await apps.run(apps.program('shadcn'), ['add', '--yes', '--silent', ...addresses], 'shadcn');
  await apps.run(apps.program('tsc'), ['-p', '.'], 'shadcn');
  await apps.run(apps.program('vite'), ['build', '--logLevel', 'warn'], 'shadcn');

  await using served = await serveFolder(apps.path('shadcn/dist'), { 'content-security-policy': POLICY });
  const { page, complaints } = await openPage(browser, `${served.url}/`);
  await page.waitForSelector('[data-potoo="speak-button"]');
  const corner = await page.evaluate(
    `getComputedStyle(document.querySelector('[data-potoo="speak-button"]')).borderTopLeftRadius`,
  );
  assert.notEqual(corner, '0px', 'the stylesheet came along');
  await page.click('[data-potoo="speak-button"]');
  await page.waitForSelector('[data-potoo="speak-button"][data-state="error"]');
  assert.deepEqual(complaints, []);
}
