import { codeOf } from '../../transport/network-errors.ts';
import type { TransportSettings } from '../../transport/transport.ts';
import { type ClientOptions, keyOrVariable, optionOrVariable, resolveClientOptions } from '../shared/client-options.ts';

/** How to reach OuteAI, or a server that speaks its API. */
export interface OuteAiOptions extends ClientOptions {
  /** Address of the service. @default `OUTEAI_BASE_URL`, else 'https://outeai.com' */
  readonly baseUrl?: string;
  /** API token. Every one is secret, so none belongs in a page. @default `OUTEAI_API_TOKEN`, else none; '' is none in any case. */
  readonly token?: string;
  /** Least 0.1, even; most 1, expressive. @default The service's own, 0.4. */
  readonly temperature?: number;
}

/** Settled options. */
export interface OuteAiSettings extends TransportSettings {
  readonly token: string | undefined;
  readonly temperature: number | undefined;
}

/**
 * Settles the options of a client.
 * @throws {BadRequestError} If the address or the token cannot be used, or would be given away.
 * @throws {RangeError} If a limit or the temperature is no number that makes sense.
 */
export function resolveOuteAiOptions(options: OuteAiOptions): OuteAiSettings {
  const token = keyOrVariable(options.token, 'OUTEAI_API_TOKEN');
  const settings = resolveClientOptions(options, {
    baseUrl: optionOrVariable(options.baseUrl, 'OUTEAI_BASE_URL') ?? 'https://outeai.com',
    key: token,
    keyOption: 'token',
    isSecret: () => true,
    // It travels in the address.
    headersOf: () => ({}),
  });
  const { temperature } = options;
  if (temperature !== undefined && !(temperature >= 0.1 && temperature <= 1)) {
    throw new RangeError('`temperature` must be a number from 0.1 to 1.');
  }
  return { ...settings, fetch: withoutAddresses(settings.fetch), token, temperature };
}

/**
 * A `fetch` whose errors do not repeat the address, which holds the token: those of Deno and of some proxies do. The code
 * of the socket's error is kept.
 */
function withoutAddresses(fetcher: typeof fetch): typeof fetch {
  return async (input, init) => {
    try {
      return await fetcher(input, init);
    } catch (error) {
      init?.signal?.throwIfAborted();
      throw Object.assign(new TypeError('The request failed.'), { code: codeOf(error) });
    }
  };
}
