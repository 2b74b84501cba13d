import { addressesIn } from '../asset-addresses.ts';
import { NEURAL_MODELS, type NeuralFamily, type NeuralModelId } from './neural-models.ts';

/** A model to offer in a page, from elsewhere than where it usually lies. */
export interface NeuralModelChoice {
  readonly id: NeuralModelId;
  /** Repository on the hub, `owner/name`, that holds the same kind of model. @default The publisher's conversion. */
  readonly repository?: string;
  /** Branch, tag or commit. @default 'main' */
  readonly revision?: string;
  /**
   * Kind of numbers, which chooses the files: `fp32`, `fp16`, `q8`, `q4` or `q4f16`.
   * @default As suits the device: 8 bits without WebGPU.
   */
  readonly dtype?: NeuralDtype;
}

/** Kinds of numbers that models come in. */
export type NeuralDtype = 'fp32' | 'fp16' | 'q8' | 'q4' | 'q4f16';

/** Neural voices and ears in the page, by `@huggingface/transformers`, which the site serves itself. */
export interface NeuralOptions {
  /** What is offered. Nothing of a model is fetched before it is asked for. */
  readonly models: ReadonlyArray<NeuralModelId | NeuralModelChoice>;
  /**
   * Folder of the site that holds `transformers.min.js` of `@huggingface/transformers`, and
   * `ort-wasm-simd-threaded.asyncify.mjs` and `.wasm` of the `onnxruntime-web` that it depends on. @default `assetBase`
   */
  readonly runtimeBase?: string | URL;
  /**
   * Where models lie, as on the hub: `owner/name/resolve/revision/file`. A policy of the page must allow it (connect-src).
   * @default 'https://huggingface.co/'
   */
  readonly modelBase?: string | URL;
  /** What computes. `auto` is WebGPU where there is one, else WASM. @default 'auto' */
  readonly device?: 'auto' | 'webgpu' | 'wasm';
  /** Whether models are kept in the browser's storage. @default true */
  readonly keep?: boolean;
  /**
   * Whether the browser is asked, when a model first serves, not to clear the site's storage by itself. Some browsers ask
   * the person. @default false
   */
  readonly persist?: boolean;
}

/** What the Worker is told of neural models. */
export interface NeuralSettings {
  readonly models: readonly NeuralModelSettings[];
  /** Addresses of the runtime's files, by their names. */
  readonly runtime: Readonly<Record<RuntimeFile, string>>;
  /** Absolute, with a slash at its end. */
  readonly modelBase: string;
  readonly device: 'auto' | 'webgpu' | 'wasm';
  readonly keep: boolean;
}

/** A model as the Worker is told of it. */
export interface NeuralModelSettings {
  readonly id: NeuralModelId;
  readonly family: NeuralFamily;
  readonly repository: string;
  readonly revision: string;
  readonly dtype?: NeuralDtype;
}

/** Files that the site serves for neural models. */
export const RUNTIME_FILES = [
  'transformers.min.js',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
] as const;

type RuntimeFile = (typeof RUNTIME_FILES)[number];

const HUB = 'https://huggingface.co/';

/**
 * Applies the defaults.
 * @param assetBase - Of the engine. @param hasEspeak - Whether the engine has the voices of eSpeak NG.
 * @throws {TypeError} For a model that is not known, or where something that it needs is not given.
 */
export function resolveNeuralOptions(
  options: NeuralOptions,
  assetBase: string | URL | undefined,
  hasEspeak: boolean,
): NeuralSettings {
  const runtimeBase = options.runtimeBase ?? assetBase;
  if (runtimeBase === undefined) {
    throw new TypeError(
      `Neural models need \`runtimeBase\`: the folder of the site that holds ${RUNTIME_FILES.join(', ')}. They come with \`npm install @huggingface/transformers\`.`,
    );
  }
  const models = options.models.map((choice) => settingsOf(typeof choice === 'string' ? { id: choice } : choice));
  if (models.some(({ family }) => family === 'kokoro') && !hasEspeak) {
    throw new TypeError(
      'Kokoro speaks the sounds that eSpeak NG finds: give `extraVoices: [espeak]` of @potoo/engine/browser/espeak as well.',
    );
  }
  return {
    models,
    runtime: addressesIn(runtimeBase, RUNTIME_FILES) as NeuralSettings['runtime'],
    modelBase: addressesIn(options.modelBase ?? HUB, [''])[''] ?? HUB,
    device: options.device ?? 'auto',
    keep: options.keep ?? true,
  };
}

function settingsOf({ id, repository, revision = 'main', dtype }: NeuralModelChoice): NeuralModelSettings {
  if (!Object.hasOwn(NEURAL_MODELS, id)) {
    throw new TypeError(
      `There is no neural model "${id}" for pages; there are ${Object.keys(NEURAL_MODELS).join(', ')}.`,
    );
  }
  const [family, own] = NEURAL_MODELS[id];
  return { id, family, repository: repository ?? own, revision, ...(dtype && { dtype }) };
}
