/** Draws that come out the same for the same seed. */
export interface SeededRandom {
  /** Evenly spread in [0, 1). */
  next(): number;
  /** Evenly spread between two bounds. */
  between(low: number, high: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of a list. @throws {RangeError} If the list is empty. */
  pick<T>(choices: readonly T[]): T;
}

/** Makes a source of draws: Mulberry32, 32 bits of state. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    pick: (choices) => {
      const [choice] = choices.slice(Math.floor(next() * choices.length));
      if (choice === undefined) throw new RangeError('There is nothing to choose from.');
      return choice;
    },
  };
}
