import type { HostLimits } from './contract.ts';

/** Bounds of a host that its pool says nothing about. */
export const DEFAULT_HOST_LIMITS: HostLimits = {
  memoryBytes: 1.5 * 2 ** 30,
  stallMs: 30_000,
  startMs: 30_000,
  abortGraceMs: 150,
  idleMs: 300_000,
  maxRequests: 10_000,
  concurrency: 1,
};

/** Fills in what a pool leaves out. A field that is `undefined` counts as left out. */
export function resolveHostLimits(given: Partial<HostLimits> = {}): HostLimits {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...DEFAULT_HOST_LIMITS, ...set };
}
