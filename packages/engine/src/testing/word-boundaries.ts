/** When a word is said, seconds. */
interface Timed {
  readonly start: number;
  readonly end: number;
}

/** How far the boundaries of words are from where they should be, seconds: two for each word. */
export function boundaryErrors(found: readonly Timed[], expected: readonly Timed[]): number[] {
  return expected.flatMap(({ start, end }, index) => {
    const word = found[index];
    return word ? [Math.abs(word.start - start), Math.abs(word.end - end)] : [Number.POSITIVE_INFINITY];
  });
}

/** The value that a share of the values does not exceed. @param share - 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
