/** The parts of vitest's configuration that run tests in a real browser. */
import path from 'node:path';
import process from 'node:process';
import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { chromium, chromiumProgram } from '../setup/chromium.ts';
import { ROOT } from '../source-files.ts';
import { CHROMIUM_FLAGS } from './chromium-flags.ts';
import { jsonImports } from './json-imports.ts';
import { potooProxy } from './potoo-proxy.ts';

/**
 * Sound is made and heard while it plays, so pages need the machine to themselves: they run after all other tests, one
 * at a time. What the browser loses of it because something else had the processor is tried again.
 */
export const ALONE = { sequence: { groupOrder: 1 }, maxWorkers: 1, retry: 2 };

/** Tests that begin before anyone has clicked on the page. */
const UNTOUCHED = ['**/*.untouched.browser.test.*'];

/** What differs between the projects that run in a browser. */
export interface BrowserProject {
  readonly name: string;
  /** Folder below the repository's root. */
  readonly root: string;
  readonly include?: readonly string[];
  readonly plugins?: TestProjectInlineConfiguration['plugins'];
  /** Modules that others stand in for. */
  readonly alias?: Readonly<Record<string, string>>;
  /** Packages to bundle before the tests: one that is found during them would load the page again. */
  readonly prebundled?: readonly string[];
}

/** Tells whether tests can run in a browser here, and says so when they cannot. */
export function hasBrowser(): boolean {
  if (chromium.isInstalled()) return true;
  console.warn(`Chromium is not installed: ${chromium.without}. To run them, ${chromium.remedy}.`);
  return false;
}

/**
 * The installed Chromium, with a fake microphone. It asks nobody on the network for anything.
 * @param flags - Further flags; later ones win.
 */
export function chromiumProvider(flags: readonly string[] = []): ReturnType<typeof playwright> {
  const executablePath = chromiumProgram();
  return playwright({
    launchOptions: { args: [...CHROMIUM_FLAGS, ...flags], ...(executablePath !== undefined && { executablePath }) },
  });
}

/** A project whose tests (`*.browser.test.ts`) run in Chromium, with a fake microphone and a real `potoo serve`. */
export function browserProject(project: BrowserProject): TestProjectInlineConfiguration {
  const {
    name,
    root,
    include = ['src/**/*.browser.test.{ts,tsx}'],
    plugins = [],
    alias = {},
    prebundled = [],
  } = project;
  return {
    plugins: [potooProxy(), jsonImports(), ...plugins],
    resolve: { conditions: ['potoo-source'], alias },
    optimizeDeps: { include: [...prebundled] },
    test: {
      name,
      root: path.join(ROOT, root),
      include: [...include],
      ...ALONE,
      // Tests of reliability ask for it as those on Node do.
      env: { POTOO_FULL_SIZE: process.env['POTOO_FULL_SIZE'] ?? '' },
      // Generous, for machines that are busy with other things.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        // A page on a busy machine is slow to begin.
        connectTimeout: 240_000,
        provider: chromiumProvider(),
        instances: [
          { browser: 'chromium', name, exclude: UNTOUCHED },
          { browser: 'chromium', name: `${name}-untouched`, include: UNTOUCHED },
        ],
      },
    },
  };
}
