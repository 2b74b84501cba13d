import { defineConfig } from 'vitest/config';

// Sources are tested, not builds: the condition makes `@potoo/*` resolve to `src`, here and in child processes.
const conditions = ['potoo-source'];

export default defineConfig({
  test: {
    projects: ['packages/core', 'packages/engine', 'packages/mcp-server'].map((root) => ({
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: {
        name: root.slice('packages/'.length),
        root,
        include: ['src/**/*.test.ts'],
        environment: 'node',
        testTimeout: 30_000,
        hookTimeout: 60_000,
        execArgv: ['--conditions=potoo-source'],
      },
    })),
  },
});
