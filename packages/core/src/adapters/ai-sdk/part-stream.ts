/**
 * Parts as the AI SDK reads them: a stream that makes the next one when there is room.
 * @param source - What the parts are made of. It is cancelled unless it was read to its end, however this ends.
 * @param parts - Makes them. Its signal aborts when the caller gives up, and when it is over.
 * @param abortSignal - The caller's.
 */
export function partStream<Part>(
  source: ReadableStream<unknown>,
  parts: (signal: AbortSignal) => AsyncGenerator<Part>,
  abortSignal: AbortSignal | undefined,
): ReadableStream<Part> {
  const over = new AbortController();
  const signal = abortSignal ? AbortSignal.any([abortSignal, over.signal]) : over.signal;
  const release = () => {
    // Who reads it, cancels it.
    if (!source.locked) source.cancel(signal.reason).catch(() => {});
  };
  if (signal.aborted) release();
  else signal.addEventListener('abort', release, { once: true });
  const made = (async function* () {
    try {
      signal.throwIfAborted();
      yield* parts(signal);
    } finally {
      over.abort(new DOMException('The stream is over.', 'AbortError'));
    }
  })();
  return new ReadableStream<Part>(
    {
      async pull(controller) {
        const { done, value } = await made.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        over.abort(reason ?? new DOMException('Nobody reads the stream any longer.', 'AbortError'));
        await made.return(undefined).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}

/** What a stream holds, until it ends or a signal aborts; then it is cancelled. Safari's streams cannot be iterated themselves. */
export async function* readUntil<Chunk>(stream: ReadableStream<Chunk>, signal: AbortSignal): AsyncGenerator<Chunk> {
  const reader = stream.getReader();
  const give = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener('abort', give, { once: true });
  let ended = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      ended = done;
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', give);
    if (!ended) await reader.cancel().catch(() => {});
  }
}
