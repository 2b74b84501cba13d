import type { Browser, Page } from 'playwright-core';

/** What the pages of the apps are served under. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'";

/** Most milliseconds for anything in a page, on a busy machine. */
const PAGE_MS = 60_000;

/** A page, and what it complains of. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens a page, and collects what it complains of. */
export async function openPage(browser: Browser, url: string): Promise<OpenPage> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PAGE_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}
