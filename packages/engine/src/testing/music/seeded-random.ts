/** Draws of a generator that gives the same ones for the same seed. */
export interface SeededRandom {
  /** From 0 up to 1, without 1. */
  next(): number;
  /** Between two bounds. */
  between(lowest: number, highest: number): number;
  /** A whole number between two bounds, both included. */
  whole(lowest: number, highest: number): number;
  /** True with a probability. */
  chance(probability: number): boolean;
  /** One of a list. @throws {RangeError} If the list is empty. */
  pick<const T>(list: readonly T[]): T;
  /** Normally distributed around zero. */
  normal(deviation: number): number;
}

/**
 * Makes a seeded generator.
 *
 * Mulberry32, T. Ettinger, 2017: 32 bits of state, even in all bits, which a bare linear congruence is not.
 */
export function seededRandom(seed: number): SeededRandom {
  let state = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) >>> 0;
  const next = () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (lowest, highest) => lowest + (highest - lowest) * next(),
    whole: (lowest, highest) => lowest + Math.floor((highest - lowest + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)];
      if (item === undefined) throw new RangeError('There is nothing to pick from.');
      return item;
    },
    normal: (deviation) => deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
