import type * as Library from '@huggingface/transformers';
import { NotFoundError, UnreachableError } from '@potoo/core/errors';
import type { NeuralSettings } from '../../neural/neural-options.ts';
import type { ModelFiles } from './model-files.ts';

/** The library. */
export type Transformers = typeof Library;

/** More threads than this hardly help, and leave the page none. */
const MOST_THREADS = 4;

/**
 * Loads the library from the page's own site, and sets it up to touch nothing else: no CDN, no `blob:`, and files only through
 * {@link ModelFiles}.
 * @throws {NotFoundError} `asset_missing`. @throws {UnreachableError} If it is there and cannot be loaded.
 */
export async function loadTransformers(
  { runtime, modelBase }: NeuralSettings,
  files: ModelFiles,
): Promise<Transformers> {
  for (const address of Object.values(runtime)) await checkServed(address);
  const library = await importLibrary(runtime['transformers.min.js']);
  const { env } = library;
  env.logLevel = library.LogLevel.NONE;
  env.allowLocalModels = false;
  env.remoteHost = modelBase;
  env.fetch = files.fetch;
  // Its own cache knows neither room nor an end; its cache of the runtime makes `blob:` addresses, which a strict policy forbids.
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const { wasm } = env.backends.onnx;
  if (wasm) {
    wasm.wasmPaths = {
      mjs: runtime['ort-wasm-simd-threaded.asyncify.mjs'],
      wasm: runtime['ort-wasm-simd-threaded.asyncify.wasm'],
    };
    wasm.numThreads = globalThis.crossOriginIsolated
      ? Math.min(MOST_THREADS, globalThis.navigator.hardwareConcurrency)
      : 1;
    wasm.proxy = false;
  }
  return library;
}

async function importLibrary(address: string): Promise<Transformers> {
  try {
    return await import(/* @vite-ignore */ /* webpackIgnore: true */ address);
  } catch (cause) {
    throw new UnreachableError(`${address} could not be run.`, {
      reason: 'download_failed',
      hint: 'Check that it is transformers.min.js of @huggingface/transformers 4, served as JavaScript, and that the policy of the page allows it (script-src).',
      retryable: false,
      cause,
    });
  }
}

/** What is not there would only show as a script that cannot be imported, without saying why. */
async function checkServed(address: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address, { method: 'HEAD' });
  } catch (cause) {
    // Offline it may still come out of the browser's own cache.
    if (globalThis.navigator.onLine === false) return;
    throw new UnreachableError(`${address} could not be fetched.`, {
      reason: 'download_failed',
      hint: 'Check the connection. A policy of the page must allow it (connect-src).',
      cause,
    });
  }
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (response.ok && !isPage) return;
  const name = address.slice(address.lastIndexOf('/') + 1);
  throw new NotFoundError(`${name} is not at ${address}: neural models need it.`, {
    reason: 'asset_missing',
    hint: 'Run `npm install @huggingface/transformers`, and copy its dist/transformers.min.js and dist/ort-wasm-simd-threaded.asyncify.* of onnxruntime-web into the folder that `runtimeBase` names.',
  });
}
