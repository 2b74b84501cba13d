/**
 * Builds small applications with the packages as npm would publish them, and opens their pages in Chromium: Node (ES
 * modules and `require`), Vite under a strict content security policy, a page without a bundler, components that shadcn's
 * command has copied, and Next's App Router.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';
import { chromiumProgram } from '../setup/chromium.ts';
import { checkShadcn, SHADCN_PACKAGES } from './check-shadcn.ts';
import { InstalledApps } from './installed-apps.ts';
import { openPage, POLICY } from './open-page.ts';
import { serveFolder } from './serve-folder.ts';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
/** Seconds after which there is no more time for what takes longest to install. */
const LATE_SECONDS = 150;
/** What Next wants of an application in TypeScript. */
const TYPES_FOR_NEXT = ['typescript@^6.0.0', '@types/react@^19.3.3', '@types/node@^24.0.0'];
/** Each file with hooks says so in its first line, and files without say nothing. */
function checkDirectives(apps: InstalledApps): void {
  const files = globSync('**/*.js', { cwd: apps.path('node_modules/@potoo/react/dist') });
  assert.ok(files.length > 100, 'the package has its files');
  for (const file of files) {
    const code = readFileSync(apps.path('node_modules/@potoo/react/dist', file), 'utf8');
    const usesReact =
      /\buse(?:State|Effect|LayoutEffect|Ref|Memo|Callback|Context|SyncExternalStore|Id)\(|createContext\(/;
    if (usesReact.test(code)) assert.match(code, /^['"]use client['"];/, `${file} has hooks and does not say so`);
  }
}

async function checkNode(apps: InstalledApps): Promise<void> {
  for (const file of ['module.mjs', 'required.cjs']) await apps.run(process.execPath, [file], 'node');
}

async function checkVite(apps: InstalledApps, browser: Browser): Promise<void> {
  await apps.run(apps.program('vite'), ['build', '--logLevel', 'warn'], 'vite');
  const scripts = globSync('assets/*.js', { cwd: apps.path('vite/dist') });
  const code = scripts.map((file) => readFileSync(apps.path('vite/dist', file), 'utf8')).join('');
  assert.ok(!/onnx|sherpa|potoo-engine|@potoo\/engine/.test(code), 'a page loads no engine');
  await using served = await serveFolder(apps.path('vite/dist'), { 'content-security-policy': POLICY });
  const { page, complaints } = await openPage(browser, `${served.url}/`);
  await page.click('[data-potoo="recorder-record"]');
  await page.waitForSelector('[data-potoo="recorder"][data-state="recording"]');
  await page.click('[data-potoo="recorder-record"]');
  await page.waitForSelector('[data-potoo="recorder"][data-state="stopped"]');
  await page.click('[data-potoo="speak-button"]');
  await page.waitForSelector('[data-potoo="speak-button"][data-state="error"]');
  assert.deepEqual(complaints, []);
}

async function checkScript(apps: InstalledApps, browser: Browser): Promise<void> {
  await using served = await serveFolder(apps.folder);
  const { page, complaints } = await openPage(browser, `${served.url}/script/`);
  await page.click('#record');
  await page.waitForFunction("document.querySelector('#result').textContent !== ''");
  assert.equal(await page.textContent('#result'), 'played; the server says not_found');
  assert.deepEqual(complaints, []);
}

async function checkNext(apps: InstalledApps, browser: Browser): Promise<void> {
  await apps.run(apps.program('next'), ['build'], 'next');
  const port = await freePort();
  const server = spawn(apps.program('next'), ['start', '--port', String(port), '--hostname', '127.0.0.1'], {
    cwd: apps.path('next'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.stdout.on('data', (data) => /Ready/.test(String(data)) && resolve());
      server.once('exit', () => reject(new Error('`next start` ended.')));
    });
    const url = `http://127.0.0.1:${port}/`;
    const html = await (await fetch(url)).text();
    assert.match(html, /data-potoo="speech-player"/);
    assert.match(html, /00:00:00,000 --&gt; 00:00:01,000/);
    const { page, complaints } = await openPage(browser, url);
    await page.click('[data-potoo="speak-button"]');
    await page.waitForSelector('[data-potoo="speak-button"][data-state="error"]');
    assert.deepEqual(
      complaints.filter((text) => !/ERR_|127\.0\.0\.1:9/.test(text)),
      [],
    );
  } finally {
    server.kill('SIGTERM');
  }
}

/** Installs what an app takes beside the others; where that cannot be done, as without a registry, says why and gives `false`. */
async function install(name: string, packages: readonly string[]): Promise<boolean> {
  if (performance.now() > LATE_SECONDS * 1000) {
    console.log(`${name}: skipped, as this machine took too long for the others`);
    return false;
  }
  try {
    await apps.add(...packages);
    return true;
  } catch (error) {
    console.log(`${name}: skipped, as it could not be installed: ${String(error).slice(0, 300)}`);
    return false;
  }
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Runs one check, and says how it went and how long it took. */
async function check(name: string, work: () => void | Promise<void>): Promise<void> {
  const startedMs = performance.now();
  const seconds = () => ((performance.now() - startedMs) / 1000).toFixed(1);
  try {
    await work();
    console.log(`${name}: ok, ${seconds()} s`);
  } catch (error) {
    console.error(`${name}: failed after ${seconds()} s\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

using apps = new InstalledApps();
await apps.install();
await check('"use client" where it is due', () => checkDirectives(apps));
await check('Node, ES modules and require', () => checkNode(apps));
const executablePath = chromiumProgram();
if (executablePath === undefined) {
  console.log('Vite, a page without a bundler, Next: skipped, as there is no Chromium on this machine');
} else {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  await check('Vite under a strict policy', () => checkVite(apps, browser));
  await check('a page without a bundler', () => checkScript(apps, browser));
  const hasShadcn = await install('shadcn', SHADCN_PACKAGES);
  if (hasShadcn) await check("every item of the registry, by shadcn's command", () => checkShadcn(apps, browser));
  const hasNext = await install('Next', ['next@^16.4.6', ...TYPES_FOR_NEXT]);
  if (hasNext) await check('Next, App Router', () => checkNext(apps, browser));
  await browser.close();
}
