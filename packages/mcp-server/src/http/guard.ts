import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { asksWho, type HttpOptions, isLoopback } from './http-options.ts';
import type { TokenVerifier } from './sign-in.ts';

/** Who calls, or why they may not. */
export type Admission =
  | { readonly caller: string }
  | { readonly status: 400 | 403; readonly problem: string }
  /** What a challenge says, as RFC 6750 has it, is nothing where no token was brought. */
  | {
      readonly status: 401 | 403;
      readonly problem: string;
      readonly challenge: '' | 'invalid_token' | 'insufficient_scope';
    };

/** Names by which a machine calls itself. */
const OWN_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Looks whether a request may come in. A server on this machine is reached by every web page that is open in a browser:
 * directly (the Origin header tells), or by a name that is rebound to 127.0.0.1 (the Host header tells).
 */
export async function admit(
  incoming: IncomingMessage,
  options: HttpOptions,
  verifier?: TokenVerifier,
): Promise<Admission> {
  const host = readHost(incoming);
  if (host === undefined) return { status: 400, problem: 'The request does not name one host.' };
  const known = OWN_NAMES.has(host.name) || options.hosts.includes(host.name);
  if (!known && (isLoopback(options.host) || options.hosts.length > 0)) {
    return { status: 403, problem: 'The server does not answer to this name.' };
  }
  const { origin } = incoming.headers;
  if (origin !== undefined && !isAllowedOrigin(origin, host, incoming.socket.localPort, options)) {
    return { status: 403, problem: 'The request came from a web page of another origin.' };
  }
  return asksWho(options) ? admitByToken(incoming, options, verifier) : { caller: 'local' };
}

async function admitByToken(
  { headers }: IncomingMessage,
  { tokens }: HttpOptions,
  verifier: TokenVerifier | undefined,
): Promise<Admission> {
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) return { status: 401, problem: 'The request brings no token.', challenge: '' };
  const caller = knownToken(token, tokens);
  if (caller !== undefined) return { caller };
  const verdict = (await verifier?.verify(token)) ?? 'unknown';
  switch (verdict) {
    case 'unknown':
      return { status: 401, problem: 'The request brings no token that is known.', challenge: 'invalid_token' };
    case 'insufficient':
      return { status: 403, problem: 'The token does not hold the scope.', challenge: 'insufficient_scope' };
    default:
      return verdict;
  }
}

interface Host {
  readonly name: string;
  readonly port: string | undefined;
}

/** The one host that a request names; `undefined` if it names none, several, or one in a way that proxies differ about. */
function readHost({ rawHeaders, headers, url = '' }: IncomingMessage): Host | undefined {
  const count = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  // A whole address in the request line would name a host of its own.
  return count === 1 && url.startsWith('/') ? parseHost(headers.host ?? '') : undefined;
}

function parseHost(text: string): Host | undefined {
  const match = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::(?<port>\d{1,5}))?$/i.exec(text);
  const name = match?.groups?.['name'];
  return name === undefined ? undefined : { name: name.toLowerCase(), port: match?.groups?.['port'] };
}

/** Pages of the server itself, by any of the machine's own names, and those that its user has named. */
function isAllowedOrigin(origin: string, host: Host, localPort: number | undefined, { origins }: HttpOptions): boolean {
  if (origins.includes(origin.toLowerCase())) return true;
  const from = origin.startsWith('http://') ? parseHost(origin.slice('http://'.length)) : undefined;
  if (!from || !OWN_NAMES.has(from.name)) return false;
  const port = from.port ?? '80';
  return port === (host.port ?? '80') || port === String(localPort);
}

/** Who brings which token, told apart without holding on to it. */
function knownToken(brought: string, tokens: readonly string[]): string | undefined {
  const digest = digestOf(brought);
  // All are compared, so that time tells nothing.
  const matches = tokens.map(digestOf).filter((known) => timingSafeEqual(known, digest));
  return matches.length === 0 ? undefined : `caller-${digest.toString('hex').slice(0, 16)}`;
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
