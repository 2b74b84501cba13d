import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';
import { BadRequestError, ForbiddenError, type PotooError } from '@potoo/core';
import type { ResolvedServerOptions } from './server-options.ts';

/** Tells whether only this machine can reach an address that is bound. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/**
 * Refuses requests that a web page of somebody else could have caused. A loopback server trusts whoever reaches it, and
 * any page that is open in a browser reaches it: by a name that is rebound to 127.0.0.1 (the Host header then tells), or
 * directly (Origin and Sec-Fetch-Site then tell).
 * @param loopback - Whether the server is bound to this machine only.
 * @throws {BadRequestError} For headers that are too many, or name no host or several.
 * @throws {ForbiddenError} `host_not_allowed` or `origin_not_allowed`.
 */
export function checkRequest(incoming: IncomingMessage, loopback: boolean, options: ResolvedServerOptions): void {
  // Node drops what exceeds its own limit, which is one above ours, without a word.
  if (incoming.rawHeaders.length / 2 > options.limits.headers) throw tooManyHeaders(options.limits.headers);
  const hosts = incoming.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  const host = parseHost(incoming.headers.host ?? '');
  if (hosts.length !== 1 || !host) throw malformedHost();
  const isForbidden = (name: string) =>
    loopback && !LOOPBACK_NAMES.has(name) && !options.allowedHosts.includes(name.toLowerCase());
  if (isForbidden(host.name)) throw hostNotAllowed();
  const target = incoming.url ?? '';
  // A request line with a whole address names a host of its own.
  if (!target.startsWith('/') && URL.canParse(target) && isForbidden(new URL(target).hostname)) throw hostNotAllowed();
  // Whoever has to bring a key gains nothing by another's browser.
  if (!options.admission?.asksForKeys && !comesFromAllowedOrigin(incoming, host, options)) throw originNotAllowed();
}

interface Host {
  readonly name: string;
  readonly port: number;
}

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function parseHost(text: string): Host | undefined {
  const match = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?<port>\d{1,5}))?$/i.exec(text);
  const name = match?.groups?.['name']?.toLowerCase();
  return name === undefined ? undefined : { name, port: Number(match?.groups?.['port'] ?? 80) };
}

function comesFromAllowedOrigin(incoming: IncomingMessage, host: Host, options: ResolvedServerOptions): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = incoming.headers;
  if (origin !== undefined) {
    return options.allowedOrigins.includes(origin) || isSameOrigin(origin, host, incoming.socket.localPort);
  }
  // Browsers leave Origin out of plain GETs, such as those of <img> and <audio>, and of links.
  const isLink = mode === 'navigate' && incoming.method === 'GET';
  return site === undefined || site === 'same-origin' || site === 'none' || isLink;
}

function isSameOrigin(origin: string, host: Host, localPort: number | undefined): boolean {
  const [, scheme, authority = ''] = /^(https?):\/\/(.+)$/.exec(origin) ?? [];
  const from = parseHost(authority);
  if (!from) return false;
  // A proxy in front may speak TLS, so the scheme does not count for names that are not this machine's own.
  if (!LOOPBACK_NAMES.has(host.name)) return from.name === host.name && from.port === host.port;
  return scheme === 'http' && LOOPBACK_NAMES.has(from.name) && (from.port === host.port || from.port === localPort);
}

function tooManyHeaders(limit: number): PotooError {
  return new BadRequestError(`The request has more than ${limit} headers.`, {
    status: 431,
    reason: 'too_many_headers',
    hint: `Send at most ${limit} headers.`,
  });
}

function malformedHost(): PotooError {
  return new BadRequestError('The request does not name one host.', {
    reason: 'malformed_request',
    hint: 'Send exactly one Host header, such as 127.0.0.1:8787.',
  });
}

function hostNotAllowed(): PotooError {
  return new ForbiddenError('The request came by a name that this server does not answer to.', {
    reason: 'host_not_allowed',
    hint: 'Use localhost or 127.0.0.1, or start the server with the name in `allowedHosts`.',
  });
}

function originNotAllowed(): PotooError {
  return new ForbiddenError('The request came from a web page of another origin.', {
    reason: 'origin_not_allowed',
    hint: 'Open the page from this server, or start the server with its origin in `allowedOrigins`.',
  });
}
