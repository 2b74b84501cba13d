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
  const aborted = Promise.withResolvers<never>();
  // It is looked at only while the stream is waited for.
  aborted.promise.catch(() => {});
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted.promise]);
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
