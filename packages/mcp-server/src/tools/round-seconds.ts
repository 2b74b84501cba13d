/** Seconds to the millisecond: more digits are tokens, not accuracy. */
export function roundSeconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
