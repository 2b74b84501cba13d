/**
 * Waits for the first item of a stream, so that a failure before it is an ordinary error, and gives the stream whole.
 * The stream is left when the result is.
 */
export async function peeked<Item>(source: AsyncIterable<Item>): Promise<AsyncIterable<Item>> {
  const items = source[Symbol.asyncIterator]();
  const first = await items.next();
  async function* whole(): AsyncGenerator<Item> {
    let next = first;
    try {
      for (; !next.done; next = await items.next()) yield next.value;
    } finally {
      if (!next.done) await items.return?.();
    }
  }
  return whole();
}
