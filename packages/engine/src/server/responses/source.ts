/** Values that are made on demand: what an async iterator is, with an end that holds even before the first value. */
export interface Source<T> {
  /** The next value, or `undefined` at the end. */
  next(): Promise<T | undefined>;
  /** Lets go of what is behind the values. */
  close(): Promise<void>;
}

/** The values of an iterable. */
export function sourceOf<T>(values: AsyncIterable<T>): Source<T> {
  const iterator = values[Symbol.asyncIterator]();
  return {
    async next() {
      const { done, value } = await iterator.next();
      return done ? undefined : value;
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/**
 * Waits for the first value, so that what fails before it can still be answered with an error.
 * @returns The first value, and a source that gives it again.
 */
export async function peek<T>(source: Source<T>): Promise<{ first: T | undefined; source: Source<T> }> {
  const first = await source.next();
  let isGiven = false;
  return {
    first,
    source: {
      async next() {
        if (isGiven) return source.next();
        isGiven = true;
        return first;
      },
      close: () => source.close(),
    },
  };
}

/** The values that a function makes of others; where it makes `undefined`, none. */
export function mapSource<From, To>(source: Source<From>, map: (value: From) => To | undefined): Source<To> {
  return {
    async next() {
      for (;;) {
        const value = await source.next();
        if (value === undefined) return undefined;
        const mapped = map(value);
        if (mapped !== undefined) return mapped;
      }
    },
    close: () => source.close(),
  };
}
