import type { BuildOptions } from 'esbuild';

/** How the Worker of a page becomes one file: not every bundler divides a Worker into chunks, and some pages have none. */
export const WORKER_BUNDLE: BuildOptions = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  // Nothing in it is looked up beside the file; what Emscripten's loaders would do on Node is never reached.
  define: { 'import.meta.url': 'self.location.href' },
  alias: { module: 'data:text/javascript,export{}' },
  legalComments: 'eof',
  logLevel: 'warning',
};
