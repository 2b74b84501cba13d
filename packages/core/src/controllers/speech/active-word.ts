/** A word with its time, seconds from the start of the audio. */
export interface TimedWord {
  readonly start: number;
  readonly end: number;
}

/** Index of the last word that has begun at a time, -1 before the first. Words are in order of time. */
export function activeWordIndex(words: readonly TimedWord[], time: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.start ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
