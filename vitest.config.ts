import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { ALONE, browserProject, chromiumProvider, hasBrowser } from './scripts/browser/browser-project.ts';
import { reactCompiler } from './scripts/browser/react-compiler.ts';
import { VOICE_PACKAGES } from './scripts/browser/voice-packages.ts';

// Sources are tested, not builds: the condition makes `@potoo/*` resolve to `src`, here and in child processes.
const conditions = ['potoo-source'];

const ON_NODE = ['packages/core', 'packages/engine', 'packages/mcp-server', 'packages/react', 'apps/docs'];

const onNode = ON_NODE.map((root) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: path.basename(root),
    root,
    include: ['{src,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/*.browser.test.*', '**/node_modules/**'],
    environment: 'node',
    // Many tests wait for processes, timers and sockets: two files at once keep two cores busy.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Generous, for machines that are busy with other things. Where everything is checked, what a neighbour's work has made
    // late is tried once more, and the report names it.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    retry: process.env['CI'] ? 1 : 0,
    execArgv: ['--conditions=potoo-source'],
    // What is installed on a developer's machine is no part of the tests.
    env: { POTOO_MODELS: '/nonexistent/potoo-models' },
  },
}));

/** The page of `potoo serve`, in a browser that the tests drive from outside. It has to be built, as `npm test` does. */
const playground = {
  test: {
    name: 'playground',
    root: 'apps/playground',
    ...ALONE,
    include: ['e2e/**/*.test.ts', 'src/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { POTOO_MODELS: '/nonexistent/potoo-models' },
  },
};

const REACT = [
  ...['react', 'react-dom', 'react-dom/client', 'react-dom/server.browser'],
  ...['react/jsx-runtime', 'react/jsx-dev-runtime', 'fast-check'],
];
const HOOKS = ['src/hooks/**/*.browser.test.tsx'];
const REACT_18 = Object.fromEntries(
  ['react', 'react-dom'].map((name) => [name, path.join(import.meta.dirname, 'apps/react-18/node_modules', name)]),
);

const inBrowser = () => [
  browserProject({ name: 'core-browser', root: 'packages/core' }),
  browserProject({ name: 'engine-browser', root: 'packages/engine', prebundled: VOICE_PACKAGES }),
  browserProject({ name: 'react-browser', root: 'packages/react', prebundled: REACT }),
  // The hooks once more on the oldest React that they serve, and as the React Compiler makes them.
  browserProject({ name: 'react-18', root: 'packages/react', include: HOOKS, alias: REACT_18 }),
  browserProject({
    name: 'react-compiler',
    root: 'packages/react',
    include: HOOKS,
    prebundled: [...REACT, 'react/compiler-runtime'],
    plugins: [reactCompiler()],
  }),
];

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
    ...ALONE,
    setupFiles: ['.storybook/vitest.setup.ts'],
    // Generous, for machines that are busy with other things.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      // A page on a busy machine is slow to begin.
      connectTimeout: 240_000,
      // The clicks of stories are a script's, which a browser does not take for a person's.
      provider: chromiumProvider(['--autoplay-policy=no-user-gesture-required']),
      instances: [{ browser: 'chromium' as const }],
    },
  },
});

/** The names after `--project`; none means all of them. */
const asked = process.argv.flatMap((word, index, words) => (word === '--project' ? [words[index + 1] ?? ''] : []));
// Storybook takes seconds to start, so it only does where its stories are asked for.
const wantsStories = asked.length === 0 || asked.includes('stories');

const pages = hasBrowser() ? [...inBrowser(), ...(wantsStories ? [stories()] : [])] : [];

export default defineConfig({ test: { projects: [...onNode, playground, ...pages] } });
