import { availableParallelism } from 'node:os';
import type { HostPool, HostPoolStats } from '../hosts/contract.ts';
import { createHostPool } from '../hosts/host-pool.ts';
import type { Installation } from '../models/installation.ts';
import type { Backend } from './contract.ts';

/** A card says what a model needs; long sentences and the process itself need some more. */
const HEADROOM = 1.5;
const PROCESS_BYTES = 256 * 2 ** 20;

/** The host pools of the backends, each made when it is first needed. */
export class BackendPools {
  readonly #pools = new Map<string, HostPool>();
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
    let pool = this.#pools.get(name);
    if (!pool) {
      pool = createHostPool({
        name,
        module: backend.host,
        options: backend.hostOptions?.(installation, Math.max(1, Math.floor(availableParallelism() / this.#size))),
        size: this.#size,
        limits: { ...backend.limits, ...(installation && { memoryBytes: memoryLimit(installation) }) },
      });
      this.#pools.set(name, pool);
    }
    return pool;
  }

  stats(): HostPoolStats[] {
    return [...this.#pools.values()].map((pool) => pool.stats());
  }

  async close(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

function memoryLimit({ variant }: Installation): number {
  return HEADROOM * variant.memoryBytes + PROCESS_BYTES;
}
