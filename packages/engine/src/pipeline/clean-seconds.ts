/**
 * A sum of times to the microsecond. As it is, it would be written with the noise of binary fractions: 0.29000000000000004
 * seconds, in every transcript.
 */
export function cleanSeconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
