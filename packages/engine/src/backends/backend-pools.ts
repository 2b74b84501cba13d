import type { HostPool, HostPoolStats } from '../hosts/contract.ts';
import { createHostPool } from '../hosts/host-pool.ts';
import type { Backend } from './contract.ts';

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

  for(backend: Backend): HostPool {
    let pool = this.#pools.get(backend.id);
    if (!pool) {
      pool = createHostPool({
        name: backend.id,
        module: backend.host,
        options: backend.hostOptions?.(),
        size: this.#size,
        ...(backend.limits && { limits: backend.limits }),
      });
      this.#pools.set(backend.id, pool);
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
