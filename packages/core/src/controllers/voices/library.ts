import type { VoiceService } from '../../contract/voice-service.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';

/** What can be listed: it has an id, and serves now or could. */
export interface Listed {
  readonly id: string;
  readonly state: string;
}

/** State of a list of voices or models. */
export interface LibraryState<Item, Filter> {
  /** `ready` also while a list that is there is being renewed. */
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  /** All that the service has. */
  readonly all: readonly Item[];
  /** Those that the filter lets through. */
  readonly shown: readonly Item[];
  readonly filter: Filter;
  /** Id of the chosen one. It may be one that the service does not have, or not yet. */
  readonly selectedId: string | null;
  readonly error: PotooError | null;
}

/** How a list is made. */
export interface LibraryOptions<Item> {
  readonly service: VoiceService;
  /** Whether to ask the service as soon as it is in use, not only at `load`. @default false */
  readonly autoLoad?: boolean | undefined;
  /** Key in `localStorage` that the choice is kept under. @default It is not kept. */
  readonly storageKey?: string | undefined;
  /** Milliseconds between looks at the service while anything is downloading. @default 3000 */
  readonly refreshMs?: number | undefined;
  readonly onSelect?: ((id: string | null, item: Item | undefined) => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

const REFRESH_MS = 3000;

/** A list of what a service has: loaded when it is wanted, narrowed on the spot, with one of it chosen. */
export abstract class Library<
  Item extends Listed,
  Filter extends object,
  State extends LibraryState<Item, Filter>,
  Options extends LibraryOptions<Item>,
> extends Controller<State, Options> {
  #loading: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks the service, unless it has been asked. Errors go into the state. */
  readonly load = (): void => {
    const { status } = this.getSnapshot();
    if (status === 'idle' || status === 'error') this.refresh();
  };

  /** Asks the service again. Errors go into the state; the list that is there stays. */
  readonly refresh = (): void => inState(this.refreshAsync());

  /** Like {@link refresh}. @throws {PotooError} What the service throws. */
  readonly refreshAsync = (): Promise<void> => {
    this.#loading ??= this.#fetch();
    return this.#loading;
  };

  /** Narrows what is shown; what is left out of it is no longer narrowed by. */
  readonly setFilter = (filter: Filter): void => {
    const { all } = this.getSnapshot();
    this.change({ filter, shown: this.narrow(all, filter) });
  };

  /** Chooses one, or none. */
  readonly select = (id: string | null): void => {
    if (id === this.getSnapshot().selectedId) return;
    this.change({ selectedId: id });
    keep(this.options.storageKey, id);
    this.options.onSelect?.(id, this.selected);
  };

  /** The chosen one, where the list has it. */
  get selected(): Item | undefined {
    const { all, selectedId } = this.getSnapshot();
    return all.find(({ id }) => id === selectedId);
  }

  protected override attached(): void {
    const kept = this.getSnapshot().selectedId === null ? readKept(this.options.storageKey) : null;
    if (kept !== null) this.change({ selectedId: kept });
    if (this.options.autoLoad) this.load();
  }

  protected override disposed(): void {
    clearTimeout(this.#timer);
    this.#loading = undefined;
    if (this.getSnapshot().status === 'loading') this.change({ status: 'idle' });
  }

  protected abstract list(signal: AbortSignal): Promise<Item[]>;
  protected abstract narrow(items: readonly Item[], filter: Filter): readonly Item[];
  /** Takes over a change of what every list has. */
  protected abstract change(change: Partial<LibraryState<Item, Filter>>): void;

  async #fetch(): Promise<void> {
    const { life } = this;
    life.throwIfAborted();
    clearTimeout(this.#timer);
    if (this.getSnapshot().status !== 'ready') this.change({ status: 'loading', error: null });
    try {
      const all = await this.list(life);
      life.throwIfAborted();
      this.#loading = undefined;
      this.change({ status: 'ready', all, shown: this.narrow(all, this.getSnapshot().filter), error: null });
      if (all.some(({ state }) => state === 'downloading')) {
        this.#timer = setTimeout(this.refresh, this.options.refreshMs ?? REFRESH_MS);
      }
    } catch (error) {
      if (life.aborted) throw error;
      this.#loading = undefined;
      const known = asPotooError(error);
      this.change({ status: 'error', error: known });
      this.options.onError?.(known);
      throw known;
    }
  }
}

// A page may be forbidden to keep anything; then the choice lasts as long as the page.
function readKept(key: string | undefined): string | null {
  try {
    return key === undefined ? null : localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string | undefined, id: string | null): void {
  try {
    if (key === undefined) return;
    if (id === null) localStorage.removeItem(key);
    else localStorage.setItem(key, id);
  } catch {
    // See above.
  }
}
