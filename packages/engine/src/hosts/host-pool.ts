import { availableParallelism } from 'node:os';
import type { ChildOwner } from './child.ts';
import type { HostPool, HostPoolOptions } from './contract.ts';
import { HostChild } from './host-child.ts';
import { SupervisedPool } from './supervised-pool.ts';

/**
 * Makes a pool of host processes. Nothing starts before the first call or {@link HostPool.warm}, and an idle pool does
 * not keep the process from ending.
 */
export function createHostPool(options: HostPoolOptions): HostPool {
  const launch = (owner: ChildOwner) => new HostChild(options.name, owner);
  return new SupervisedPool({ ...options, size: options.size ?? availableParallelism(), launch });
}
