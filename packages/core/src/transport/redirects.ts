import { UnreachableError } from '../errors/errors.ts';

const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where a response sends the client. Only addresses of the same origin are followed, since the request carries a key
 * and somebody's text.
 * @returns `undefined` if it is no redirect.
 * @throws {UnreachableError} With reason `redirect_refused`.
 */
export function redirectTarget(response: Response, from: URL): URL | undefined {
  // Browsers hide where a redirect leads, so it cannot be checked.
  if (response.type === 'opaqueredirect') throw redirectRefused('The server redirected the request.');
  if (!REDIRECT_STATUSES.has(response.status)) return undefined;
  const location = response.headers.get('location');
  if (location === null || !URL.canParse(location, from)) {
    throw redirectRefused('The server redirected the request to no valid address.');
  }
  const target = new URL(location, from);
  if (target.origin !== from.origin) throw redirectRefused('The server redirected the request to another origin.');
  return target;
}

/** The error for a redirect that is not followed. */
export function redirectRefused(message: string): UnreachableError {
  return new UnreachableError(message, {
    reason: 'redirect_refused',
    retryable: false,
    hint: 'Set `baseUrl` to the address that the server really has.',
  });
}
