import type { Backend } from '../backends/contract.ts';
import { CATALOG } from './catalog/catalog.ts';
import { type Inventory, takeInventory } from './inventory.ts';
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
}

/** What an engine knows of models: looked up anew whenever something was installed or removed, by whatever process. */
export class ModelShelf implements AsyncDisposable {
  readonly #backends: readonly Backend[];
  readonly #store: ModelStore;
  readonly #puller: ModelPuller | undefined;
  #taken: { readonly stamp: string; readonly inventory: Promise<Inventory> } | undefined;

  constructor(backends: readonly Backend[], { folder, autoPull }: ModelShelfOptions) {
    const access = hubAccess(process.env);
    this.#backends = backends;
    this.#store = new ModelStore({ folder, cards: CATALOG, access });
    this.#puller = autoPull ? new ModelPuller({ folder, access, proxy: proxyVariables(process.env) }) : undefined;
  }

  async inventory(): Promise<Inventory> {
    const remotes = this.#backends.flatMap(({ remote }) => remote?.stamp() ?? []);
    const stamp = [this.#store.stamp(), ...remotes].join('\n');
    if (this.#taken?.stamp !== stamp) this.#taken = { stamp, inventory: this.#take() };
    const taken = this.#taken;
    // What failed, a card that cannot be read for one, is looked at anew by the next request.
    taken.inventory.catch(() => {
      if (this.#taken === taken) this.#taken = undefined;
    });
    return taken.inventory;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#puller?.[Symbol.asyncDispose]();
  }

  async #take(): Promise<Inventory> {
    const [catalog, installations] = await Promise.all([this.#store.cards(), this.#store.installations()]);
    const puller = this.#puller;
    const shelf = { catalog, installations };
    if (!puller) return takeInventory(this.#backends, shelf);
    return takeInventory(this.#backends, {
      ...shelf,
      fetch: ({ card, variant }) => {
        // What no backend here could run is not worth fetching.
        if (this.#backends.some(({ id }) => id === card.backend)) puller.request(variant.id);
      },
      isFetching: (variant) => puller.isPulling(variant),
    });
  }
}
