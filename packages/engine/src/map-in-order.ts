/**
 * Maps a stream with several items under way at once and gives the results in the order of the items.
 *
 * Results leave as soon as they are ready, also while the source is still waiting for its next item. At most `ahead` items
 * are under way or finished and not taken: a reader that stops reading stops the work. Leaving the loop aborts the signal
 * that `map` was given.
 * @param ahead - At least 1.
 */
export async function* mapInOrder<Item, Result>(
  source: AsyncIterable<Item>,
  ahead: number,
  map: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const items = source[Symbol.asyncIterator]();
  const leaving = new AbortController();
  const results: Promise<Result>[] = [];
  let pulling: Promise<void> | undefined;
  let ended = false;

  const pull = async (): Promise<void> => {
    const next = await items.next();
    pulling = undefined;
    if (next.done) {
      ended = true;
      return;
    }
    results.push(observed(map(next.value, leaving.signal)));
  };

  try {
    for (;;) {
      if (!ended && pulling === undefined && results.length < ahead) pulling = observed(pull());
      const [head] = results;
      if (head === undefined) {
        if (pulling === undefined) return;
        await pulling;
      } else if (pulling === undefined || (await settlesFirst(head, pulling))) {
        results.shift();
        yield await head;
      }
    }
  } finally {
    leaving.abort();
    // Not awaited: a source that waits for its next item would hold up everybody who leaves.
    if (!ended) observed(Promise.resolve(items.return?.()));
  }
}

/** A promise whose rejection is always somebody's business later, and never "unhandled" in between. */
function observed<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** Waits for either, and tells whether it was the first of them. */
function settlesFirst(promise: Promise<unknown>, other: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => true), other.then(() => false)]);
}
