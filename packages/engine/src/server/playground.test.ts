import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { createServer } from './create-server.ts';
import type { RunningServer } from './listen.ts';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['CHROMIUM_PATH'] ?? CANDIDATES.find((path) => existsSync(path));
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

const title = executablePath ? 'the playground page' : 'the playground page (skipped: there is no Chromium here)';
describe.skipIf(!executablePath)(title, () => {
  let service: ToneService;
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    service = new ToneService();
    server = await createServer(service).listen({ port: 0 });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: FLAGS });
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close({ graceMs: 0 });
  });
  beforeEach(async () => {
    complaints.length = 0;
    service.beforeTone = () => {};
    await page.goto(server.url);
    await page.getByText('tones · 3 voices').waitFor();
  });

  it('speaks in the chosen voice and lights the words', async () => {
    await page.getByLabel('Filter voices').fill('flite');
    await page.getByRole('textbox', { name: 'Text' }).fill('One <b>two</b> three.');
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.locator('mark[data-now]').waitFor();
    expect(service.requests.at(-1)).toMatchObject({ model: 'flite', voice: 'flite/hum', words: true, format: 'mp3' });
    expect(await page.getByRole('region', { name: 'Spoken text' }).textContent()).toBe('One <b>two</b> three.');
    expect(complaints).toEqual([]);
  });

  it('shows an error with its hint, and stops on request', async () => {
    service.beforeTone = () => {
      throw new Error('no');
    };
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.getByRole('alert').getByText('Try again').waitFor();
    service.beforeTone = (_, signal) =>
      new Promise((__, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Speak' }).waitFor();
    await expect.poll(() => service.active).toBe(0);
  });

  it('writes down a file, and what the microphone hears', async () => {
    const transcript = page.getByRole('list', { name: 'Transcript' });
    await page.locator('#file').setInputFiles({ name: 'a.wav', mimeType: 'audio/wav', buffer: Buffer.alloc(1_234) });
    await transcript.getByText('1234 bytes').waitFor();
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('button', { name: 'Finish' }).waitFor();
    await page.waitForTimeout(300);
    await page.getByRole('button', { name: 'Finish' }).click();
    await transcript.getByText(/^(?!1234)\d{3,} bytes$/).waitFor();
    expect(complaints).toEqual([]);
  });

  it('fits a phone', async () => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
