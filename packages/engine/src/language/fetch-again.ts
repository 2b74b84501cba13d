/** What a connection says that ended before it answered. */
const ENDED_EARLY: readonly unknown[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

/**
 * Fetches, and once more where the connection is reset before the answer's head: a server that closes one it had kept
 * open does so just when it is used again. The body must be one that can be sent twice.
 */
export const fetchAgain: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    init?.signal?.throwIfAborted();
    if (!endedEarly(error)) throw error;
    return fetch(input, init);
  }
};

function endedEarly(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && ENDED_EARLY.includes(cause.code);
}
