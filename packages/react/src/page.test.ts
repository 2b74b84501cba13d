import { type Browser, chromium as browsers, type Page } from 'playwright-core';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, chromiumProgram } from '../../../scripts/setup/chromium.ts';
import { App } from './__fixtures__/page/App.tsx';
import { type ServedPage, servePage } from './__fixtures__/serve-page.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

describe.skipIf(!chromium.isInstalled())('a page of components under a strict policy', () => {
  const html = renderToString(createElement(App));
  let served: ServedPage;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    served = await servePage(html);
    const executablePath = chromiumProgram();
    browser = await browsers.launch({ args: FLAGS, ...(executablePath !== undefined && { executablePath }) });
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        // biome-ignore lint/suspicious/noConsole: this runs in the page, whose console the test reads
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    await page.goto(served.url);
    await page.waitForSelector('body[data-ready]');
  });

  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  test('the server writes no style into the page', () => {
    expect(html).not.toMatch(/ style=/);
    expect(html).not.toMatch(/<style/);
    expect(html).toContain('data-potoo="speech-player"');
  });

  test('hydration finds the page as the server rendered it', async () => {
    expect(await page.getAttribute('body', 'data-mismatch')).toBeNull();
  });

  test('playing, picking and recording break no rule of the policy', async () => {
    await page.click('[data-potoo="speech-player-play"]');
    await page.waitForSelector(
      '[data-potoo="speech-player"][data-state="playing"], [data-potoo="speech-player"][data-state="ended"]',
    );
    await page.click('[data-potoo="picker-trigger"]');
    await page.waitForSelector('[role="listbox"]');
    await page.keyboard.type('voice 99');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[aria-label="Voice: Voice 990"]');
    await page.click('[data-potoo="recorder-record"]');
    await page.waitForSelector('[data-potoo="recorder"][data-state="recording"]');
    await page.click('[data-potoo="recorder-record"]');
    await page.waitForSelector(
      '[data-potoo="recorder"][data-state="stopped"], [data-potoo="recorder"][data-state="error"]',
    );
    expect(complaints).toEqual([]);
  });
});
