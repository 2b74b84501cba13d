import { BadRequestError } from '../errors/errors.ts';

/**
 * Checks a base URL once and brings it into one form: no slash at the end, and no `/v1`, which the paths bring along.
 * @throws {BadRequestError} With reason `invalid_base_url`.
 */
export function parseBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw invalidBaseUrl('The base URL is not an http or https address.');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidBaseUrl('The base URL holds a user name or a password.');
  }
  if (url.search !== '' || url.hash !== '') throw invalidBaseUrl('The base URL holds a query or a fragment.');
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return url;
}

/** The address of a path of the interface, with the fields of `query` that are defined. */
export function urlOf(base: URL, path: string, query: Readonly<Record<string, string | undefined>> = {}): URL {
  const url = new URL(base);
  url.pathname = base.pathname.replace(/\/$/, '') + path;
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** Tells whether an address stays on this machine. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function invalidBaseUrl(message: string): BadRequestError {
  // The address itself is left out: it may hold a password.
  return new BadRequestError(message, {
    reason: 'invalid_base_url',
    param: 'baseUrl',
    hint: 'Give the address of the server, such as http://127.0.0.1:8787; a key goes into `apiKey`.',
  });
}
