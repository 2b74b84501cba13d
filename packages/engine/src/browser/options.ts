import { addressesIn, bundledAddresses } from './asset-addresses.ts';
import { ESPEAK_DATA, ESPEAK_JS, FLITE_WASM, SONIC_WASM } from './assets.ts';
import type { ExtraVoices } from './espeak.ts';
import type { AssetProgress, WorkerOptions } from './messages.ts';
import { type NeuralOptions, resolveNeuralOptions } from './neural/neural-options.ts';

/** How an engine for a page is made. */
export interface BrowserEngineOptions {
  /**
   * Folder of the site that holds the assets, each under its own name. @default Where the bundler of the page put them.
   */
  readonly assetBase?: string | URL;
  /**
   * Starts the Worker, for a page whose bundler does not. It has to run `@potoo/engine/browser/worker` as a module.
   * @default The bundled one.
   */
  readonly worker?: () => Worker;
  /** Voices beside those of flite, such as `espeak` of `@potoo/engine/browser/espeak`. @default None. */
  readonly extraVoices?: readonly ExtraVoices[];
  /** Neural voices and ears, which a site serves and a page fetches when one is asked for. @default None. */
  readonly neural?: NeuralOptions;
  /** Told while an asset, or a file of a model, is fetched; not when it comes out of the browser's storage. */
  readonly onAssetProgress?: (progress: AssetProgress) => void;
  /** Most UTF-16 units of text in one request. @default 500000 */
  readonly maxCharacters?: number;
  /** Most seconds of audio in one request. @default 3600 */
  readonly maxAudioSeconds?: number;
  /** Most bytes of encoded audio in one request. @default 256 MiB */
  readonly maxAudioBytes?: number;
  /** How long an unused Worker is kept, with its 60 MB. @default 300000, five minutes. */
  readonly idleMs?: number;
}

/** Options with their defaults applied. */
export interface ResolvedBrowserOptions {
  readonly start: () => Worker;
  readonly worker: WorkerOptions;
  readonly onAssetProgress: ((progress: AssetProgress) => void) | undefined;
  /** Whether the browser is asked not to clear what is kept. */
  readonly persist: boolean;
  /** Whether anything here understands speech. */
  readonly hasEars: boolean;
  /** Id of the model that tells voices from other sound. */
  readonly voiceDetector: string | undefined;
  readonly idleMs: number;
}

const ASSET_NAMES = [FLITE_WASM, SONIC_WASM, ESPEAK_JS, ESPEAK_DATA].map(({ name }) => name);

/** Applies the defaults. @throws {RangeError} If a bound is not a positive number. */
export function resolveBrowserOptions(options: BrowserEngineOptions): ResolvedBrowserOptions {
  const bounds = {
    maxCharacters: options.maxCharacters ?? 500_000,
    maxAudioSeconds: options.maxAudioSeconds ?? 3600,
    maxAudioBytes: options.maxAudioBytes ?? 256 * 2 ** 20,
    idleMs: options.idleMs ?? 300_000,
  };
  for (const [name, value] of Object.entries(bounds)) {
    if (!(value > 0)) throw new RangeError(`${name} must be a positive number, got ${value}.`);
  }
  const { idleMs, ...limits } = bounds;
  const extra = options.extraVoices ?? [];
  const backends = extra.map(({ backend }) => backend);
  const neural = options.neural && resolveNeuralOptions(options.neural, options.assetBase, backends.includes('espeak'));
  const families = neural?.models.map(({ family }) => family) ?? [];
  const addresses =
    options.assetBase === undefined
      ? Object.assign({}, bundledAddresses(), ...extra.map((voices) => voices.addresses))
      : addressesIn(options.assetBase, ASSET_NAMES);
  return {
    start: options.worker ?? startBundledWorker,
    worker: { addresses, extra: backends, ...(neural && { neural }), idleMs, ...limits },
    persist: options.neural?.persist ?? false,
    hasEars: families.includes('whisper') || families.includes('moonshine'),
    voiceDetector: neural?.models.find(({ family }) => family === 'silero')?.id,
    onAssetProgress: options.onAssetProgress,
    idleMs,
  };
}

/** Bundlers know this form: they make a file of its own of the Worker. */
function startBundledWorker(): Worker {
  return new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'potoo' });
}
