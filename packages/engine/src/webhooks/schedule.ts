/** Seconds to wait after each attempt that failed: more than three days in all. */
export const RETRY_SECONDS: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** How far a wait differs from the schedule by chance, so that receivers that come back are not stormed. */
const JITTER = 0.2;
const LONGEST_SECONDS = 86_400;

/**
 * When to try again.
 * @param attempts - Attempts so far, at least 1.
 * @param wantedMs - How long the receiver wants to be left alone; it is never less than that.
 * @param chance - At least 0, below 1.
 * @param schedule - Seconds to wait after each attempt.
 * @returns Seconds; `undefined` to give up.
 */
export function nextAttempt(
  attempts: number,
  wantedMs: number | undefined,
  chance: number,
  schedule: readonly number[] = RETRY_SECONDS,
): number | undefined {
  const planned = schedule[attempts - 1];
  if (planned === undefined) return undefined;
  const varied = planned * (1 - JITTER + 2 * JITTER * chance);
  return Math.ceil(Math.max(varied, Math.min((wantedMs ?? 0) / 1000, LONGEST_SECONDS)));
}
