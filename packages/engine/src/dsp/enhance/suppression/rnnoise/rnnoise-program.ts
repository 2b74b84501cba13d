import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { InternalError } from '@potoo/core/errors';

/** The part of RNNoise's WASM program that is used. Pointers are byte offsets into its memory. */
export interface RnnoiseProgram {
  /** The program's memory, which never grows: 16 MB. */
  readonly values: Float32Array;
  /** @returns Zero when there is no memory left. */
  malloc(bytes: number): number;
  free(pointer: number): void;
  /** @param model - Zero for the model that is built in. @returns Zero when there is no memory left. */
  rnnoise_create(model: 0): number;
  rnnoise_destroy(state: number): void;
  /** Takes and gives 480 values in the range of 16-bit integers. @returns How likely they hold a voice, 0 to 1. */
  rnnoise_process_frame(state: number, output: number, input: number): number;
}

type Exports = Omit<RnnoiseProgram, 'values'> & {
  readonly memory: WebAssembly.Memory;
  __wasm_call_ctors(): void;
};

/** The one program of a package of noise suppressors for browsers that is of use here: RNNoise 0.1 with SIMD. */
const FILE = '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm';

/** Reads and starts the program: 157 kB. */
export async function loadRnnoise(): Promise<RnnoiseProgram> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(FILE));
  let memory: WebAssembly.Memory | undefined;
  const { instance } = await WebAssembly.instantiate(bytes, {
    env: {
      emscripten_memcpy_big(to: number, from: number, count: number) {
        if (memory) new Uint8Array(memory.buffer).copyWithin(to, from, from + count);
      },
      // What a thousand channels need fits: more is refused, and the allocation gives zero.
      emscripten_resize_heap: () => 0,
      __assert_fail() {
        throw new InternalError('RNNoise failed a check of its own.');
      },
    },
  });
  // The file is of a version that is pinned, and has these.
  const exports = instance.exports as unknown as Exports;
  memory = exports.memory;
  exports.__wasm_call_ctors();
  return { ...exports, values: new Float32Array(memory.buffer) };
}
