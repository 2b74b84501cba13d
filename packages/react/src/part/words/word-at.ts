/** The word that is heard at a time, or was heard last; -1 before the first. */
export function wordAt(words: ReadonlyArray<{ readonly start: number }>, time: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.start ?? Number.POSITIVE_INFINITY) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
