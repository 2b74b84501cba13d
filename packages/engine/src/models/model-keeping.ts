import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { CallOptions, ModelPull, ModelStorage, RemovedModel, VoiceService } from '@potoo/core';
import { NotFoundError, UnsupportedError } from '@potoo/core/errors';
import type { Backend } from '../backends/contract.ts';
import type { ModelCard } from './catalog/card.ts';
import type { ModelPuller } from './model-puller.ts';
import type { ModelStore } from './store/model-store.ts';
import { offlineError } from './store/offline.ts';

/** The methods of the contract that pull and remove models. */
export type ModelKeeping = Pick<
  VoiceService,
  'pullModel' | 'watchPull' | 'cancelPull' | 'removeModel' | 'modelStorage'
>;

/** What keeping models takes. */
export interface ModelKeepingParts {
  readonly store: ModelStore;
  readonly puller: ModelPuller;
  readonly backends: readonly Backend[];
  /** Never use the network. */
  readonly offline: boolean;
}

/** Pulls and removes the models of a store, by the names that `potoo pull` takes. */
export function createModelKeeping({ store, puller, backends, offline }: ModelKeepingParts): ModelKeeping {
  /** What a name stands for. */
  const look = async (name: string, { signal }: CallOptions = {}) => {
    signal?.throwIfAborted();
    const named = await store.find(name);
    signal?.throwIfAborted();
    return named;
  };
  const isInstalled = async (id: string) => (await store.installations()).some(({ variant }) => variant.id === id);

  return {
    async pullModel(name, options) {
      const { card, variant } = await look(name, options);
      if (await isInstalled(variant.id)) return present(variant);
      if (offline) throw offlineError(variant.id);
      if (!backends.some(({ id }) => id === card.backend)) throw noBackend(card);
      return puller.start(variant);
    },
    async *watchPull(name, options = {}) {
      const { variant } = await look(name, options);
      // The pull is looked for before the files: one that ends in between has left them.
      if (!puller.find(variant.id) && (await isInstalled(variant.id))) yield present(variant);
      else yield* puller.watch(variant.id, options.signal ?? NEVER);
    },
    async cancelPull(name, options) {
      const { variant } = await look(name, options);
      return puller.cancel(variant.id);
    },
    async removeModel(name, options = {}): Promise<RemovedModel> {
      const { card } = await look(name, options);
      const variants = (await store.covered(name)).variants.map(({ id }) => id);
      const stopped = variants.filter((id) => puller.find(id)?.status === 'running');
      for (const id of stopped) puller.cancel(id);
      const { removed, bytes } = await store.remove(name, options.signal);
      const gone = variants.filter((id) => removed.includes(id) || stopped.includes(id));
      if (gone.length === 0) throw notInstalled(card);
      return { removed: gone, bytes };
    },
    async modelStorage({ signal } = {}): Promise<ModelStorage> {
      signal?.throwIfAborted();
      const files = (await store.installations()).flatMap((installation) => installation.files);
      const usedBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
      return { usedBytes, freeBytes: await freeBytes(store.folders.root), offline };
    },
  };
}

const NEVER = new AbortController().signal;

function present({ id, bytes }: { readonly id: string; readonly bytes: number }): ModelPull {
  return { model: id, status: 'completed', progress: 1, bytes };
}

/** Free bytes of the disk that a folder is on, or will be. */
async function freeBytes(folder: string): Promise<number> {
  const facts = await statfs(folder).catch(() => undefined);
  if (facts) return facts.bavail * facts.bsize;
  const parent = path.dirname(folder);
  return parent === folder ? 0 : await freeBytes(parent);
}

function noBackend(card: ModelCard): UnsupportedError {
  return new UnsupportedError(`No backend here runs ${card.name}.`, {
    reason: 'feature_not_supported',
    hint: 'Pull another model of its kind; listModels() names them.',
  });
}

function notInstalled(card: ModelCard): NotFoundError {
  return new NotFoundError(`Nothing of ${card.name} is installed.`, {
    reason: 'model_not_installed',
    param: 'model',
    hint: 'listModels({ state: "installed" }) lists what is.',
  });
}
