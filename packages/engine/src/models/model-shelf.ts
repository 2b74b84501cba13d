import type { Backend } from '../backends/contract.ts';
import { CATALOG } from './catalog/catalog.ts';
import { type Inventory, type PullableModel, takeInventory } from './inventory.ts';
import { createModelKeeping, type ModelKeeping } from './model-keeping.ts';
import { ModelPuller } from './model-puller.ts';
import { hubAccess } from './store/hub-access.ts';
import { ModelStore } from './store/model-store.ts';
import { proxyVariables } from './store/proxy.ts';

/** Which models an engine has, and may get. */
export interface ModelShelfOptions {
  /** Folder of the models. */
  readonly folder: string;
  /** Fetch a model when it is asked for; until it is there, requests for it are told to come again. */
  readonly autoPull: boolean;
  /** Never use the network. */
  readonly offline: boolean;
}

/** What an engine knows of models: looked up anew whenever something was installed or removed, by whatever process. */
export class ModelShelf implements AsyncDisposable {
  readonly #backends: readonly Backend[];
  readonly #store: ModelStore;
  readonly #puller: ModelPuller;
  readonly #fetchesUnasked: boolean;
  /** Pulling and removing, for whoever asks for it. */
  readonly keeping: ModelKeeping;
  #taken: { readonly stamp: string; readonly inventory: Promise<Inventory> } | undefined;

  constructor(backends: readonly Backend[], { folder, autoPull, offline }: ModelShelfOptions) {
    const access = hubAccess(process.env);
    this.#backends = backends;
    this.#store = new ModelStore({ folder, cards: CATALOG, access, offline });
    this.#puller = new ModelPuller({ folder, access, proxy: proxyVariables(process.env) });
    this.#fetchesUnasked = autoPull && !offline;
    this.keeping = createModelKeeping({ store: this.#store, puller: this.#puller, backends, offline });
  }

  async inventory(): Promise<Inventory> {
    const remotes = this.#backends.flatMap(({ remote }) => remote?.stamp() ?? []);
    const stamp = [this.#store.stamp(), ...remotes].join('\n');
    if (this.#taken?.stamp !== stamp) this.#taken = { stamp, inventory: this.#take() };
    const taken = this.#taken;
    // What failed is looked at anew by the next request.
    taken.inventory.catch(() => {
      if (this.#taken === taken) this.#taken = undefined;
    });
    return taken.inventory;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#puller[Symbol.asyncDispose]();
  }

  async #take(): Promise<Inventory> {
    const [catalog, installations] = await Promise.all([this.#store.cards(), this.#store.installations()]);
    const puller = this.#puller;
    return takeInventory(this.#backends, {
      catalog,
      installations,
      pullOf: (variant) => puller.find(variant),
      ...(this.#fetchesUnasked && {
        fetch: ({ card, variant }: PullableModel) => {
          // What no backend here could run is not worth fetching.
          if (this.#backends.some(({ id }) => id === card.backend)) puller.request(variant);
        },
      }),
    });
  }
}
