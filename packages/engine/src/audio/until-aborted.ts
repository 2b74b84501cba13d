/**
 * Passes a stream on until a signal aborts, also while the stream itself has nothing to give.
 * @throws The signal's reason.
 */
export async function* untilAborted<Item>(
  items: AsyncIterable<Item>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Item, void> {
  if (!signal) {
    yield* items;
    return;
  }
  signal.throwIfAborted();
  // A race with one promise for all items would hold each of them until the end.
  let giveUp: (reason: unknown) => void = () => {};
  const onAbort = () => giveUp(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await new Promise<IteratorResult<Item>>((resolve, reject) => {
        giveUp = reject;
        iterator.next().then(resolve, reject);
      });
      if (next.done) return;
      yield next.value;
      signal.throwIfAborted();
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    const left = iterator.return?.()?.catch(() => {});
    // A stream that hangs does not come back from this either.
    if (!signal.aborted) await left;
  }
}
