import { BadRequestError } from '../../errors/errors.ts';
import { isLoopback, parseBaseUrl } from '../../transport/base-url.ts';
import { SYSTEM_CLOCK } from '../../transport/clock.ts';
import { environmentVariable, isBrowser } from '../../transport/environment.ts';
import type { TransportSettings } from '../../transport/transport.ts';

/** How to reach a Potoo server. */
export interface PotooOptions {
  /** Address of the server, with or without `/v1`. @default `POTOO_BASE_URL`, else 'http://127.0.0.1:8787' */
  readonly baseUrl?: string;
  /** Key to send. @default `POTOO_API_KEY`, else none, which a server on the same machine accepts. */
  readonly apiKey?: string;
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
  /** Allows a secret key (`sk-…`) in a page, where every visitor can read it. @default false */
  readonly dangerouslyAllowBrowser?: boolean;
  /** Allows a key to travel over plain http to another machine. @default false */
  readonly allowInsecureHttp?: boolean;
}

const DEFAULTS = {
  baseUrl: 'http://127.0.0.1:8787',
  timeoutMs: 600_000,
  idleTimeoutMs: 120_000,
  maxRetries: 2,
  retryBudget: 0.1,
  maxResponseBytes: 256 * 1024 * 1024,
} as const;

/**
 * Settles the options of a client.
 * @throws {BadRequestError} If the address or the key cannot be used, or would be given away.
 * @throws {RangeError} If a limit is no number that makes sense.
 */
export function resolvePotooOptions(options: PotooOptions): TransportSettings {
  const baseUrl = parseBaseUrl(options.baseUrl ?? environmentVariable('POTOO_BASE_URL') ?? DEFAULTS.baseUrl);
  const apiKey = options.apiKey ?? environmentVariable('POTOO_API_KEY');
  if (apiKey !== undefined) checkKey(apiKey, baseUrl, options);
  return {
    baseUrl,
    // Looked up at every call, so that a polyfill or a test can put in its own later.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    headers: { ...options.headers, ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) },
    timeoutMs: checkLimit('timeoutMs', options.timeoutMs ?? DEFAULTS.timeoutMs, 1),
    idleTimeoutMs: checkLimit('idleTimeoutMs', options.idleTimeoutMs ?? DEFAULTS.idleTimeoutMs, 1),
    maxRetries: checkLimit('maxRetries', options.maxRetries ?? DEFAULTS.maxRetries, 0),
    retryBudget: checkLimit('retryBudget', options.retryBudget ?? DEFAULTS.retryBudget, 0),
    maxResponseBytes: checkLimit('maxResponseBytes', options.maxResponseBytes ?? DEFAULTS.maxResponseBytes, 1),
    clock: SYSTEM_CLOCK,
  };
}

function checkKey(apiKey: string, baseUrl: URL, options: PotooOptions): void {
  // `Headers` would throw as well, and quote the key.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw refusedKey('The API key holds characters that no key has.', 'Check it for spaces and line ends.');
  }
  if (isBrowser() && apiKey.startsWith('sk-') && options.dangerouslyAllowBrowser !== true) {
    throw refusedKey(
      'The API key is a secret one, and every visitor of the page could read it.',
      'Use a publishable key (`pk-…`) or a server of your own; or set `dangerouslyAllowBrowser` if nobody else opens it.',
    );
  }
  if (baseUrl.protocol === 'http:' && !isLoopback(baseUrl) && options.allowInsecureHttp !== true) {
    throw refusedKey(
      'The API key would travel over plain http, where others can read it.',
      'Use an https address; or set `allowInsecureHttp` if the network is your own.',
    );
  }
}

function refusedKey(message: string, hint: string): BadRequestError {
  return new BadRequestError(message, { reason: 'invalid_parameter', param: 'apiKey', hint });
}

function checkLimit(name: string, value: number, least: number): number {
  if (typeof value !== 'number' || !(value >= least)) {
    throw new RangeError(`\`${name}\` must be a number of at least ${least}.`);
  }
  return value;
}
