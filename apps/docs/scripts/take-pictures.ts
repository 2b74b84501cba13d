/**
 * Takes a picture of every component, light and dark, on a desk and on a phone, from right to left and in forced colours:
 * `node scripts/take-pictures.ts FOLDER`. They are JPEG, so that the whole set stays below a megabyte or two.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';
import { serveFolder } from '../../../scripts/fixture-apps/serve-folder.ts';
import { chromiumProgram } from '../../../scripts/setup/chromium.ts';
import { LOOKS, type Look, SITE, shownStories, storyAddress } from './story-pages.ts';

const QUALITY = 70;

/** Pictures of all stories in one look, by id. */
export async function takePictures(browser: Browser, origin: string, look: Look): Promise<Map<string, Buffer>> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 720 },
    reducedMotion: 'reduce',
    colorScheme: look.theme,
    ...(look.forcedColors && { forcedColors: 'active' as const }),
  });
  const page = await context.newPage();
  const pictures = new Map<string, Buffer>();
  for (const id of shownStories()) {
    await page.goto(storyAddress(origin, id, look));
    await page.waitForSelector('#storybook-root [data-potoo]');
    await page.waitForFunction("document.body.classList.contains('sb-show-main')");
    await page.evaluate('document.fonts.ready');
    await page.waitForLoadState('networkidle');
    pictures.set(id, await page.screenshot({ type: 'jpeg', quality: QUALITY, animations: 'disabled', caret: 'hide' }));
  }
  await context.close();
  return pictures;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? 'pictures';
  const executablePath = chromiumProgram();
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  await using site = await serveFolder(SITE);
  mkdirSync(folder, { recursive: true });
  for (const [name, look] of Object.entries(LOOKS)) {
    for (const [id, picture] of await takePictures(browser, site.url, look)) {
      writeFileSync(path.join(folder, `${id.replace('components-', '')}.${name}.jpg`), picture);
    }
  }
  await browser.close();
}
