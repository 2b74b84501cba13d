import { UnreachableError } from '../errors/errors.ts';

/** What the codes of Node's sockets mean to a person. */
const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
};

const CLOSED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** The error for a `fetch` that failed before an answer. */
export function unreachable(url: URL, cause: unknown): UnreachableError {
  const code = codeOf(cause);
  const meaning = code === undefined ? 'the network request failed' : (MEANINGS[code] ?? code);
  return new UnreachableError(`Could not reach ${url.origin}: ${meaning}.`, {
    hint: 'Check that the server runs (`potoo serve` starts one) and that `baseUrl`, or the environment, has its address.',
    cause,
  });
}

/**
 * Tells whether a connection that had existed was closed, as a kept-alive one is when the server stopped waiting for
 * another request. A single retry is then right whatever the settings.
 */
export function isClosedConnection(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && CLOSED.has(code);
}

/** Tells whether a request failed because it was redirected although it had asked not to be (Node). */
export function isRefusedRedirect(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === 'unexpected redirect';
}

/** The first code in a chain of causes; Node hides the socket's error behind `TypeError: fetch failed`. */
export function codeOf(error: unknown): string | undefined {
  let inner: unknown = error;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth += 1) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    inner = inner instanceof AggregateError ? inner.errors[0] : inner.cause;
  }
  return undefined;
}
