import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { Backend } from './backends/contract.ts';
import { BACKENDS } from './backends/registry.ts';
import { upstreamsOf, withUpstreams } from './backends/upstream/configured-upstreams.ts';
import type { UpstreamOrder } from './backends/upstream/upstream-options.ts';
import { defaultDataDirectory } from './db/data-directory.ts';
import {
  type LanguageModelOptions,
  type ResolvedLanguageModelOptions,
  resolveLanguageModelOptions,
} from './language/language-options.ts';
import { isOffline } from './models/store/offline.ts';
import { defaultModelsFolder } from './models/store/store-folders.ts';

/** How an engine is made. */
export interface EngineOptions {
  /** Backends, the preferred first. @default Those that come with the engine. */
  readonly backends?: readonly Backend[];
  /**
   * Other servers, in the order in which they are asked for what several have; `'here'` among them is this machine's own
   * place. @default The file that `POTOO_UPSTREAMS` names, else none.
   */
  readonly upstreams?: UpstreamOrder;
  /** Most host processes per backend. @default As many as there are cores. */
  readonly hosts?: number;
  /** Refuse models that are known and not installed, rather than let the nearest installed voice serve. @default false */
  readonly strict?: boolean;
  /** Folder of the models that were pulled. @default `POTOO_MODELS`, else `models` where Potoo keeps its data. */
  readonly modelsFolder?: string;
  /**
   * Fetch a model that is known and not installed when it is asked for. Until it is there, requests for it fail with
   * `model_loading` and the time to wait. @default false
   */
  readonly autoPull?: boolean;
  /** Never use the network for models. @default As `POTOO_OFFLINE` and `HF_HUB_OFFLINE` say. */
  readonly offline?: boolean;
  /** Most UTF-16 units of text in one request. @default 500000 */
  readonly maxCharacters?: number;
  /** Most seconds of audio in one request, counted while decoding. @default 21600, six hours. */
  readonly maxAudioSeconds?: number;
  /** Most bytes of encoded audio in one request. @default 2 GiB */
  readonly maxAudioBytes?: number;
  /**
   * Bytes of memory for what was spoken, with its timings: the same sentence in the same voice with the same settings is
   * then not made again. @default 0, nothing is kept.
   */
  readonly speechCacheBytes?: number;
  /** Folder of cloned voices. @default `voices` in `POTOO_DATA`, or where the system keeps data. */
  readonly voicesDirectory?: string;
  /** Folder for audio that is being worked on. @default The system's. */
  readonly tempDirectory?: string;
  /** Where the language model is that answers in conversations and translates. @default By the environment, else Ollama. */
  readonly languageModel?: LanguageModelOptions;
}

/** Options with their defaults applied. */
export interface ResolvedEngineOptions extends Required<Omit<EngineOptions, 'languageModel' | 'upstreams'>> {
  readonly languageModel: ResolvedLanguageModelOptions;
}

/**
 * Applies the defaults.
 * @throws {RangeError} If a bound is not a positive number.
 * @throws {BadRequestError} For the address of the language model, and for upstreams.
 */
export function resolveEngineOptions(options: EngineOptions = {}): ResolvedEngineOptions {
  const resolved: ResolvedEngineOptions = {
    backends: withUpstreams(options.backends ?? BACKENDS, options.upstreams ?? upstreamsOf(process.env)),
    hosts: options.hosts ?? availableParallelism(),
    strict: options.strict ?? false,
    modelsFolder: options.modelsFolder ?? defaultModelsFolder(process.env),
    autoPull: options.autoPull ?? false,
    offline: options.offline ?? isOffline(process.env),
    maxCharacters: options.maxCharacters ?? 500_000,
    maxAudioSeconds: options.maxAudioSeconds ?? 6 * 3600,
    maxAudioBytes: options.maxAudioBytes ?? 2 * 1024 ** 3,
    speechCacheBytes: options.speechCacheBytes ?? 0,
    voicesDirectory: options.voicesDirectory ?? path.join(defaultDataDirectory(process.env), 'voices'),
    tempDirectory: options.tempDirectory ?? tmpdir(),
    languageModel: resolveLanguageModelOptions(options.languageModel),
  };
  for (const name of ['hosts', 'maxCharacters', 'maxAudioSeconds', 'maxAudioBytes'] as const) {
    if (!(resolved[name] > 0)) throw new RangeError(`${name} must be a positive number, got ${resolved[name]}.`);
  }
  if (!(resolved.speechCacheBytes >= 0)) throw new RangeError('speechCacheBytes must not be negative.');
  return resolved;
}
