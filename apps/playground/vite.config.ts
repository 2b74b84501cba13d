import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** Where `npm run dev` finds a server: start one with `potoo serve --no-ui`. */
const SERVER = 'http://127.0.0.1:8787';

const LICENCES = 'licenses.md';
const FONTS = ['@fontsource-variable/instrument-sans', '@fontsource-variable/literata'];

/** Writes the fonts' licences beside those of the bundled code, which Vite knows by itself. */
function fontLicences(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'font-licences',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      for (const font of FONTS) {
        const text = readFileSync(path.join(path.dirname(resolve(`${font}/package.json`)), 'LICENSE'), 'utf8');
        appendFileSync(path.join(dir, LICENCES), `\n## ${font} (OFL-1.1)\n\n${text}`);
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), fontLicences()],
  resolve: { conditions: ['potoo-source', ...defaultClientConditions] },
  build: {
    // The page runs under a policy that knows no `data:` scripts and no inline ones: everything is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The licences of what is bundled travel with it.
    license: { fileName: LICENCES },
  },
  server: {
    proxy: {
      '/v1': {
        target: SERVER,
        changeOrigin: true,
        // The server takes requests of its own pages only, and this page is served from elsewhere.
        configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
      },
    },
  },
});
