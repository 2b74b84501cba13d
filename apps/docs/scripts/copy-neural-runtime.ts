/**
 * Copies what a neural voice needs in a page beside its model into `.site/neural/`, where its story looks for it: the library, ONNX
 * Runtime for the web, and eSpeak NG, which finds the sounds of words. Those are optional: what is not installed is not copied, and the
 * story says what is missing.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '../.site/neural');
const ENGINE = createRequire(path.join(import.meta.dirname, '../../../packages/engine/package.json'));
const LIBRARY = ['transformers.min.js'];
const RUNTIME = ['ort-wasm-simd-threaded.asyncify.mjs', 'ort-wasm-simd-threaded.asyncify.wasm'];
const ESPEAK = ['espeak-ng.js', 'espeak-ng.data'];

mkdirSync(FOLDER, { recursive: true });
const library = copy('@huggingface/transformers', LIBRARY, ENGINE);
if (library !== undefined) copy('onnxruntime-web', RUNTIME, createRequire(path.join(library, LIBRARY[0] ?? '')));
copy('@echogarden/espeak-ng-emscripten', ESPEAK, ENGINE);

/** Copies files that lie beside a package's entry. @returns Where that is; nothing if the package is not installed. */
function copy(name: string, files: readonly string[], from: NodeJS.Require): string | undefined {
  let folder: string;
  try {
    folder = path.dirname(from.resolve(name));
  } catch {
    console.log(`neural voice: ${name} is not installed, and is not copied`);
    return undefined;
  }
  for (const file of files) copyFileSync(path.join(folder, file), path.join(FOLDER, file));
  return folder;
}
