import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import type { StorybookConfig } from '@storybook/react-vite';
import { jsonImports } from '../../../scripts/browser/json-imports.ts';
import { VOICE_PACKAGES } from '../../../scripts/browser/voice-packages.ts';

const ROOT = path.join(import.meta.dirname, '..');

// The engine speaks what stories play; it takes half a minute, once.
for (const script of ['make-fixtures.ts', 'make-llms-txt.ts', 'make-api-reference.ts', 'copy-neural-runtime.ts']) {
  execFileSync(process.execPath, ['--conditions=potoo-source', path.join(ROOT, 'scripts', script)], {
    stdio: 'inherit',
  });
}

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../src/guides/**/*.mdx', '../src/stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest', '@storybook/addon-mcp'],
  staticDirs: [{ from: '../.fixtures', to: '/fixtures' }, '../.site'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, disableProjectJson: true },
  features: { experimentalComponentsManifest: true, sidebarOnboardingChecklist: false },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: async (vite) => ({
    ...vite,
    // Relative, so that the built site works under any path.
    base: './',
    plugins: [...(vite.plugins ?? []), jsonImports()],
    // The Worker of the voices loads what it seldom needs later.
    worker: { ...vite.worker, format: 'es' },
    optimizeDeps: { ...vite.optimizeDeps, include: [...(vite.optimizeDeps?.include ?? []), ...VOICE_PACKAGES] },
    resolve: { ...vite.resolve, conditions: ['potoo-source', 'module', 'browser', 'development|production'] },
  }),
};

export default config;
