import { BadRequestError } from '../../errors/errors.ts';
import { isLoopback, parseBaseUrl } from '../../transport/base-url.ts';
import { SYSTEM_CLOCK } from '../../transport/clock.ts';
import { environmentVariable, isBrowser } from '../../transport/environment.ts';
import type { TransportSettings } from '../../transport/transport.ts';

/** What every client takes beside its address and its key. */
export interface ClientOptions {
  /** Function to send with. @default The runtime's own `fetch`. */
  readonly fetch?: typeof fetch;
  /** Further headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Most milliseconds a call may wait for the server in all, retries included. @default 600_000 */
  readonly timeoutMs?: number;
  /** Most milliseconds without data from the server; what it sends only to stay connected is no data. @default 120_000 */
  readonly idleTimeoutMs?: number;
  /** Times a failed request is sent again. One whose connection turns out closed is sent again once in any case. @default 2 */
  readonly maxRetries?: number;
  /** Retries per request, over ten seconds, beyond ten that are free: keeps clients from storming a failing server. @default 0.1 */
  readonly retryBudget?: number;
  /** Most bytes of a whole response, or of one message in a stream. @default 268_435_456 (256 MiB) */
  readonly maxResponseBytes?: number;
  /** Allows a secret key in a page, where every visitor can read it. @default false */
  readonly dangerouslyAllowBrowser?: boolean;
  /** Allows a key to travel over plain http to another machine. @default false */
  readonly allowInsecureHttp?: boolean;
}

const DEFAULTS = {
  timeoutMs: 600_000,
  idleTimeoutMs: 120_000,
  maxRetries: 2,
  retryBudget: 0.1,
  maxResponseBytes: 256 * 1024 * 1024,
} as const;

/** Where a client finds its service, and what it shows it. */
export interface Access {
  readonly baseUrl: string;
  readonly key: string | undefined;
  /** The option that the key came in, for errors. */
  readonly keyOption: string;
  /** Whether a key is for servers only. */
  isSecret(key: string): boolean;
  /** How the key travels. @default As a Bearer key. */
  headersOf?(key: string): Readonly<Record<string, string>>;
}

/** Keys that start so are secret, in all interfaces that tell secret from publishable ones (`pk-`). */
export const hasSecretPrefix = (key: string): boolean => key.startsWith('sk-');

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/**
 * Settles the options of a client.
 * @throws {BadRequestError} If the address or the key cannot be used, or would be given away.
 * @throws {RangeError} If a limit is no number that makes sense.
 */
export function resolveClientOptions(options: ClientOptions, access: Access): TransportSettings {
  const baseUrl = parseBaseUrl(access.baseUrl);
  const { key, headersOf = bearer } = access;
  if (key !== undefined) checkKey(key, baseUrl, options, access);
  return {
    baseUrl,
    // Looked up at every call, so that a polyfill or a test can put in its own later.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    headers: { ...options.headers, ...(key !== undefined && headersOf(key)) },
    timeoutMs: checkLimit('timeoutMs', options.timeoutMs ?? DEFAULTS.timeoutMs, 1),
    idleTimeoutMs: checkLimit('idleTimeoutMs', options.idleTimeoutMs ?? DEFAULTS.idleTimeoutMs, 1),
    maxRetries: checkLimit('maxRetries', options.maxRetries ?? DEFAULTS.maxRetries, 0),
    retryBudget: checkLimit('retryBudget', options.retryBudget ?? DEFAULTS.retryBudget, 0),
    maxResponseBytes: checkLimit('maxResponseBytes', options.maxResponseBytes ?? DEFAULTS.maxResponseBytes, 1),
    clock: SYSTEM_CLOCK,
  };
}

/** An option, or the environment's variable for it. */
export function optionOrVariable(option: string | undefined, variable: string): string | undefined {
  return option ?? environmentVariable(variable);
}

/** A key that was given, or that of the environment. An empty one is none, whatever the environment has. */
export function keyOrVariable(key: string | undefined, variable: string): string | undefined {
  return (key ?? environmentVariable(variable)) || undefined;
}

function checkKey(key: string, baseUrl: URL, options: ClientOptions, { keyOption, isSecret }: Access): void {
  const refused = (message: string, hint: string) =>
    new BadRequestError(message, { reason: 'invalid_parameter', param: keyOption, hint });
  // `Headers` would throw as well, and quote the key.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw refused('The API key holds characters that no key has.', 'Check it for spaces and line ends.');
  }
  if (isBrowser() && isSecret(key) && options.dangerouslyAllowBrowser !== true) {
    throw refused(
      'The API key is a secret one, and every visitor of the page could read it.',
      'Use a publishable key (`pk-…`) or a server of your own; or set `dangerouslyAllowBrowser` if nobody else opens it.',
    );
  }
  if (baseUrl.protocol === 'http:' && !isLoopback(baseUrl) && options.allowInsecureHttp !== true) {
    throw refused(
      'The API key would travel over plain http, where others can read it.',
      'Use an https address; or set `allowInsecureHttp` if the network is your own.',
    );
  }
}

function checkLimit(name: string, value: number, least: number): number {
  if (typeof value !== 'number' || !(value >= least)) {
    throw new RangeError(`\`${name}\` must be a number of at least ${least}.`);
  }
  return value;
}
