import process from 'node:process';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

// Sources are tested, not builds: the condition makes `@potoo/*` resolve to `src`, here and in child processes.
const conditions = ['potoo-source'];

/** The system's Chromium, quiet: it asks nobody for anything while tests run. */
const chromium = playwright({
  launchOptions: {
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
});

const nodeProjects = ['packages/core', 'packages/engine', 'packages/mcp-server'].map((root) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: root.slice('packages/'.length),
    root,
    include: ['src/**/*.test.ts'],
    environment: 'node',
    // Generous, for machines that are busy with other things.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    execArgv: ['--conditions=potoo-source'],
  },
}));

/** The names after `--project`; none means all of them. */
const asked = process.argv.flatMap((word, index, words) => (word === '--project' ? [words[index + 1]] : []));

/** Every story, as a test in a real browser; an accessibility error fails it. */
const stories = () => ({
  plugins: [
    import('@storybook/addon-vitest/vitest-plugin').then(({ storybookTest }) =>
      storybookTest({ configDir: 'apps/docs/.storybook' }),
    ),
  ],
  test: {
    name: 'stories',
    root: 'apps/docs',
    testTimeout: 30_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: chromium,
      instances: [{ browser: 'chromium' as const }],
    },
  },
});

// Storybook takes seconds to start, so it only does where its stories are asked for.
const projects = asked.length === 0 || asked.includes('stories') ? [...nodeProjects, stories()] : nodeProjects;

export default defineConfig({ test: { projects } });
