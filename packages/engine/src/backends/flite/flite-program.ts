import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';
import { InternalError } from '@potoo/core/errors';
import { mutableMemoryStart } from './wasm-data.ts';

/** What a run of the program has left. */
export interface FliteRun {
  readonly stdout: string;
  /** The WAV file that it wrote; absent when it was not asked for one. */
  readonly wav: Uint8Array | undefined;
}

const WAV_NAME = 'out.wav';
const LEXICON_NAME = 'lexicon';

// Every run leaves its heap behind, for a WASM memory never shrinks: a memory this large is dropped for a new one.
const LARGEST_MEMORY_BYTES = 48 * 2 ** 20;

interface Live {
  readonly instance: WasmCommand;
  /** The part of its memory that a run may change, as it was before the first run. */
  readonly initial: Uint8Array;
  /** Serves the run in progress. */
  wasi: WASI;
  /** Whether the program left by `exit`, with its stack as it was, rather than by returning. */
  exited: boolean;
}

interface WasmCommand {
  readonly exports: { readonly memory: WebAssembly.Memory; readonly _start: () => unknown };
}

/**
 * The flite program, as WASM, run in memory: no process, no disk.
 *
 * The program is a command: it runs once per instance, and an instance costs 17 MB and several milliseconds, because the
 * voices are in its memory. Only its last few kilobytes ever change, so they are put back after a run and the
 * instance serves again.
 */
export class FliteProgram {
  readonly #module: WebAssembly.Module;
  readonly #mutableStart: number | undefined;
  #live: Live | undefined;

  private constructor(module: WebAssembly.Module, mutableStart: number | undefined) {
    this.#module = module;
    this.#mutableStart = mutableStart;
  }

  /** Compiles the program. @param bytes - Of `flite.wasm`. */
  static async compile(bytes: Uint8Array<ArrayBuffer>): Promise<FliteProgram> {
    return new FliteProgram(await WebAssembly.compile(bytes), mutableMemoryStart(bytes));
  }

  /** Bytes of WASM memory held now. */
  get memoryBytes(): number {
    return this.#live?.instance.exports.memory.buffer.byteLength ?? 0;
  }

  /**
   * Runs the program to its end.
   * @param args - Options of flite, ASCII. `-o` is added.
   * @param options - `wav`: whether audio is wanted; `lexicon`: lines for its `-add_lex`.
   * @throws {InternalError} If the program fails.
   */
  run(args: readonly string[], options: { readonly wav: boolean; readonly lexicon?: string | undefined }): FliteRun {
    const encoder = new TextEncoder();
    const files = new Map<string, File>();
    const lexicon = options.lexicon ?? '';
    if (lexicon !== '') files.set(LEXICON_NAME, new File(encoder.encode(lexicon)));
    const command = [
      'flite',
      ...args,
      ...(lexicon === '' ? [] : ['-add_lex', LEXICON_NAME]),
      '-o',
      options.wav ? WAV_NAME : 'none',
    ];
    const directory = new PreopenDirectory('.', files);
    const output: Uint8Array[] = [];
    const stdout = new ConsoleStdout((bytes) => output.push(bytes));
    const wasi = new WASI(command, [], [new OpenFile(new File([])), stdout, new ConsoleStdout(() => {}), directory], {
      debug: false,
    });
    this.#start(wasi);
    const wav = directory.dir.contents.get(WAV_NAME);
    const decoder = new TextDecoder();
    return {
      stdout: output.map((bytes) => decoder.decode(bytes, { stream: true })).join(''),
      wav: wav instanceof File ? wav.data : undefined,
    };
  }

  #start(wasi: WASI): void {
    const live = this.#live ?? this.#instantiate(wasi);
    live.wasi = wasi;
    // Kept only once the run has ended well: after a trap an instance is worth nothing.
    this.#live = undefined;
    const status = runToEnd(live);
    if (status !== 0) throw new InternalError(`The flite program ended with exit code ${status}.`);
    const { memory } = live.instance.exports;
    if (this.#mutableStart === undefined || live.exited || memory.buffer.byteLength > LARGEST_MEMORY_BYTES) return;
    // Memory that it asked for is not cleared: the next run asks for more, behind it.
    new Uint8Array(memory.buffer).set(live.initial, this.#mutableStart);
    this.#live = live;
  }

  #instantiate(wasi: WASI): Live {
    const imports: Record<string, WebAssembly.ExportValue> = {};
    for (const name of Object.keys(wasi.wasiImport)) {
      imports[name] = (...args: unknown[]) => {
        if (name === 'proc_exit') live.exited = true;
        return live.wasi.wasiImport[name]?.(...args);
      };
    }
    const instance = commandOf(new WebAssembly.Instance(this.#module, { wasi_snapshot_preview1: imports }));
    const memory = instance.exports.memory.buffer;
    const initial = new Uint8Array(memory).slice(this.#mutableStart ?? memory.byteLength);
    const live: Live = { instance, initial, wasi, exited: false };
    return live;
  }
}

function runToEnd(live: Live): number {
  try {
    return live.wasi.start(live.instance);
  } catch (cause) {
    throw new InternalError('The flite program crashed.', { cause, hint: 'Try another text or another voice.' });
  }
}

function commandOf({ exports }: WebAssembly.Instance): WasmCommand {
  const { memory, _start } = exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof _start !== 'function') {
    throw new InternalError('The flite package holds something else than the flite program.', {
      reason: 'dependency_missing',
      hint: 'Install the packages again with `npm ci`.',
    });
  }
  return { exports: { memory, _start: () => _start() } };
}
