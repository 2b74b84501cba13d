import path from 'node:path';
import { build } from 'vite';

/** One bundle. */
export interface BuiltEntry {
  readonly code: string;
  readonly css: string;
  /** Other files, by name. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
}

/** Bundles a module as an application would, minified, from the sources of the packages. */
export async function buildEntry(entry: string, { external = [] }: { readonly external?: readonly string[] } = {}): Promise<BuiltEntry> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: path.dirname(entry),
    mode: 'production',
    // Tests do not run as production, and the page is to be as an application builds it.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    resolve: { conditions: ['potoo-source', 'module', 'browser', 'production'] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: false,
      cssCodeSplit: false,
      rollupOptions: {
        input: entry,
        external: [...external],
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: false },
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((result) => ('output' in result ? result.output : []));
  const assets = new Map<string, Uint8Array>();
  let code = '';
  let css = '';
  for (const file of outputs) {
    if (file.type === 'chunk') code += file.code;
    else if (file.fileName.endsWith('.css')) css += String(file.source);
    else assets.set(file.fileName, Buffer.from(file.source));
  }
  return { code, css, assets };
}
