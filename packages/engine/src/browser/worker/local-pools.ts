import type { Backend } from '../../backends/contract.ts';
import type { HostCallOptions, HostPool, HostWorker } from '../../hosts/contract.ts';
import { nextTurn } from '../../hosts/next-turn.ts';
import type { SpeakingPools } from '../../pipeline/hosted-speaker.ts';
import type { AssetShelf } from './asset-shelf.ts';
import type { LocalBackend } from './page-backends.ts';
import { raced } from './raced.ts';

/** Runs backends in this thread, one sentence at a time, whoever asked for it. */
export class LocalPools implements SpeakingPools {
  readonly size = 1;
  readonly #backends: readonly LocalBackend[];
  readonly #assets: AssetShelf;
  readonly #opened = new Map<string, Promise<HostWorker>>();
  /** Settles when the sentence that was asked for last is done. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(backends: readonly LocalBackend[], assets: AssetShelf) {
    this.#backends = backends;
    this.#assets = assets;
  }

  for(backend: Backend): Pick<HostPool, 'run'> {
    return {
      run: async <Result>(method: string, params: unknown, { signal = NEVER }: HostCallOptions = {}) => {
        const worker = await this.open(backend, signal);
        const result = this.#inTurn(signal, () => worker.methods[method]?.(params, { ...QUIET, signal }));
        // What a method returns is its own agreement with whoever calls it, as it is between processes.
        return (await result) as Result;
      },
    };
  }

  /** Loads a backend. What fails is tried again by the next call. */
  async open({ id }: Backend, signal: AbortSignal): Promise<HostWorker> {
    let opened = this.#opened.get(id);
    if (!opened) {
      const backend = this.#backends.find((known) => known.id === id);
      if (!backend) throw new TypeError(`There is no backend "${id}" in this page.`);
      opened = backend.open(this.#assets);
      opened.catch(() => this.#opened.delete(id));
      this.#opened.set(id, opened);
    }
    return raced(opened, signal);
  }

  #inTurn(signal: AbortSignal, work: () => Promise<unknown> | undefined): Promise<unknown> {
    const result = this.#last.then(async () => {
      // Speaking blocks this thread: what has arrived meanwhile, an abort for one, is heard first.
      await nextTurn();
      signal.throwIfAborted();
      return work();
    });
    this.#last = result.catch(() => {});
    return result;
  }
}

const NEVER = new AbortController().signal;

/** A context for methods that neither tell nor read anything. */
const QUIET = {
  emit: async () => {},
  alive: () => {},
  input: (async function* () {})(),
};
