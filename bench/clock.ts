/** Time that something took, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Middle value. @throws {RangeError} If there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('The median of nothing was asked for.');
  return middle;
}

/**
 * Times two pieces of work in turn, so that both see the same machine.
 * @returns The median of each, and the median of the ratios first / second pair by pair.
 */
export async function paired(
  first: () => unknown,
  second: () => unknown,
  rounds: number,
): Promise<{ readonly first: number; readonly second: number; readonly ratio: number }> {
  await first();
  await second();
  const pairs: Array<readonly [number, number]> = [];
  for (let round = 0; round < rounds; round++) pairs.push([await timed(first), await timed(second)]);
  return {
    first: median(pairs.map(([a]) => a)),
    second: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

/** The value that a share of all is at most, 0 to 1. @throws {RangeError} If there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError('A percentile of nothing was asked for.');
  return value;
}
