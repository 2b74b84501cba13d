/**
 * Splits a stream of rows into one stream per column. A row is read once every column has taken its part of the row
 * before, so that nothing piles up: the columns have to be read side by side. Leaving one leaves them all.
 */
export function fanOut<Item>(rows: AsyncIterable<readonly Item[]>, columns: number): AsyncIterable<Item>[] {
  const source = rows[Symbol.asyncIterator]();
  let row: Promise<IteratorResult<readonly Item[]>> | undefined;
  let takers = 0;
  let left = false;
  let released = Promise.withResolvers<void>();

  /** The next row, for the last of the columns that come for it. */
  const nextRow = async (): Promise<IteratorResult<readonly Item[]>> => {
    takers += 1;
    if (takers < columns) await released.promise;
    else {
      takers = 0;
      row = source.next();
      // A column that is not reading now hears of a failure when it does.
      row.catch(() => {});
      released.resolve();
      released = Promise.withResolvers();
    }
    if (left || !row) return { done: true, value: undefined };
    return row;
  };
  const leave = async () => {
    if (left) return;
    left = true;
    released.resolve();
    await source.return?.();
  };
  async function* column(index: number): AsyncGenerator<Item> {
    try {
      for (;;) {
        const { done, value } = await nextRow();
        if (done) return;
        const item = value[index];
        if (item !== undefined) yield item;
      }
    } finally {
      await leave();
    }
  }
  return Array.from({ length: columns }, (_, index) => column(index));
}
