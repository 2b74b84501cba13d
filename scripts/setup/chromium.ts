import { homedir } from 'node:os';
import path from 'node:path';
import { anyExists, entriesOf, findOnPath } from './on-disk.ts';
import type { SystemTool } from './system-tool.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function playwrightFolders(): string[] {
  const home = homedir();
  const named = process.env['PLAYWRIGHT_BROWSERS_PATH'];
  const usual = [path.join(home, '.cache/ms-playwright'), path.join(home, 'Library/Caches/ms-playwright')];
  return named === undefined ? usual : [named, ...usual];
}

function playwrightHasIt(): boolean {
  return playwrightFolders()
    .flatMap(entriesOf)
    .some((entry) => path.basename(entry).startsWith('chromium-'));
}

/** The installed browser's program; nothing where Playwright has one of its own, or there is none. */
export function chromiumProgram(): string | undefined {
  return findOnPath(NAMES) ?? APPLICATIONS.find((application) => anyExists([application]));
}

/** The browser that the tests of pages run in. */
export const chromium: SystemTool = {
  name: 'Chromium',
  without: 'the tests that need a browser are skipped',
  remedy: 'install Chrome, or run `npx playwright-core install --with-deps chromium`',
  // Ubuntu's package is a stub that calls snap, which containers do not have.
  packagesOn: (distribution) => (distribution === 'ubuntu' ? [] : ['chromium']),
  isInstalled: () => chromiumProgram() !== undefined || playwrightHasIt(),
};
