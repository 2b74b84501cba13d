import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOOLS } from '../src/app/tools.ts';
import { accessibilityProblems } from './fixtures/check-accessibility.ts';
import { missing, openPlayground, type Playground } from './fixtures/open-playground.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 860 };

describe.skipIf(missing)(`the pages${missing ? ` (${missing})` : ''}`, () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await openPlayground(PHONE);
  });
  afterAll(() => playground?.close());

  it.each(TOOLS)(
    '$path opens by its own address, fits a phone, and can be used by everyone',
    async ({ path, name }) => {
      const { page, url, complaints } = playground;
      complaints.length = 0;
      await page.setViewportSize(PHONE);
      await page.goto(url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // In the navigation, which is folded away on a phone.
      await page.locator('.server-note[data-state="there"]').waitFor({ state: 'attached' });
      expect(await page.title()).toBe(`${name} · Potoo`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize(DESKTOP);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      expect(complaints).toEqual([]);
    },
  );

  it('goes from tool to tool and back', async () => {
    const { page, url, complaints } = playground;
    complaints.length = 0;
    await page.setViewportSize(PHONE);
    await page.goto(url);
    await page.getByRole('heading', { level: 1, name: 'Speak' }).waitFor();
    await page.getByRole('button', { name: 'All tools' }).click();
    await page.getByRole('link', { name: 'Convert', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Convert' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/convert');
    await page.getByRole('navigation').waitFor({ state: 'hidden' });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Convert' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Speak' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
