import { isOutage } from '../backends/upstream/upstream-errors.ts';

/**
 * Asks one after another until one can serve. Only those that cannot be reached are passed over; what one finds wrong with
 * the request is the answer.
 * @param candidates - At least one.
 * @throws Whatever the first that cannot serve throws, if none can.
 */
export async function firstReachable<Candidate, Result>(
  candidates: readonly Candidate[],
  ask: (candidate: Candidate, earlier: readonly unknown[]) => Promise<Result>,
): Promise<Result> {
  const failures: unknown[] = [];
  for (const candidate of candidates) {
    try {
      return await ask(candidate, failures);
    } catch (error) {
      if (!isOutage(error)) throw error;
      failures.push(error);
    }
  }
  throw failures[0];
}
