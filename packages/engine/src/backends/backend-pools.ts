import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { HostPool, HostPoolStats } from '../hosts/contract.ts';
import { createHostPool } from '../hosts/host-pool.ts';
import type { Installation } from '../models/installation.ts';
import type { Backend } from './contract.ts';

/** A card says what a model needs; long sentences and the process itself need some more. */
const HEADROOM = 1.5;
const PROCESS_BYTES = 256 * 2 ** 20;

/** A pool, and what it was made for. */
interface MadePool {
  readonly pool: HostPool;
  readonly installation: Installation | undefined;
}

/** The host pools of the backends, each made when it is first needed. */
export class BackendPools {
  readonly #pools = new Map<string, MadePool>();
  /** Of models that were pulled anew, as long as they are at work. */
  readonly #retired = new Set<HostPool>();
  readonly #size: number;

  /** @param size - Most host processes per backend. */
  constructor(size: number) {
    this.#size = size;
  }

  /** Most host processes per backend. */
  get size(): number {
    return this.#size;
  }

  /** @param installation - The pulled model that the hosts are for; without one they serve what the backend brings. */
  for(backend: Backend, installation?: Installation): HostPool {
    if (!backend.host) throw new TypeError(`${backend.id} has no host: another server does its work.`);
    const name = installation ? `${backend.id} ${installation.variant.id}` : backend.id;
    const made = this.#pools.get(name);
    if (made && isSame(made.installation, installation)) {
      this.#pools.set(name, { pool: made.pool, installation });
      return made.pool;
    }
    // Its hosts have the files of before, and would find fault with those of now.
    if (made) this.#retire(made.pool);
    const pool = createHostPool({
      name,
      module: backend.host,
      options: backend.hostOptions?.(installation, Math.max(1, Math.floor(availableParallelism() / this.#size))),
      size: this.#size,
      limits: { ...backend.limits, ...(installation && { memoryBytes: memoryLimit(installation) }) },
    });
    this.#pools.set(name, { pool, installation });
    return pool;
  }

  stats(): HostPoolStats[] {
    return [...this.#pools.values()].map(({ pool }) => pool.stats());
  }

  async close(): Promise<void> {
    const pools = [...[...this.#pools.values()].map(({ pool }) => pool), ...this.#retired];
    this.#pools.clear();
    this.#retired.clear();
    await Promise.all(pools.map((pool) => pool.close()));
  }

  /** Ends a pool once nobody is served by it: what is at work ends in its own time, and its hosts when they are idle. */
  #retire(pool: HostPool): void {
    this.#retired.add(pool);
    for (const each of this.#retired) {
      const { processes, queued } = each.stats();
      if (queued > 0 || processes.some(({ busy }) => busy > 0)) continue;
      this.#retired.delete(each);
      // Nobody waits for it.
      each.close().catch(() => {});
    }
  }
}

/** Whether two installations of a variant are the same one: each look at what is installed makes them anew. */
function isSame(one: Installation | undefined, other: Installation | undefined): boolean {
  if (one === other) return true;
  if (!one || !other) return false;
  const { variant, folder, files } = other;
  return one.folder === folder && isDeepStrictEqual(one.variant, variant) && isDeepStrictEqual(one.files, files);
}

function memoryLimit({ variant }: Installation): number {
  return HEADROOM * variant.memoryBytes + PROCESS_BYTES;
}
