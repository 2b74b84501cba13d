import type { TransportSettings } from '../../transport/transport.ts';
import {
  type ClientOptions,
  hasSecretPrefix,
  keyOrVariable,
  optionOrVariable,
  resolveClientOptions,
} from '../shared/client-options.ts';

/** How to reach a Potoo server. */
export interface PotooOptions extends ClientOptions {
  /** Address of the server, with or without `/v1`. @default `POTOO_BASE_URL`, else 'http://127.0.0.1:8787' */
  readonly baseUrl?: string;
  /** Key to send. @default `POTOO_API_KEY`, else none, which a server on the same machine accepts. '' is none in any case. */
  readonly apiKey?: string;
}

/**
 * Settles the options of a client.
 * @throws {BadRequestError} If the address or the key cannot be used, or would be given away.
 * @throws {RangeError} If a limit is no number that makes sense.
 */
export function resolvePotooOptions(options: PotooOptions): TransportSettings {
  return resolveClientOptions(options, {
    baseUrl: optionOrVariable(options.baseUrl, 'POTOO_BASE_URL') ?? 'http://127.0.0.1:8787',
    key: keyOrVariable(options.apiKey, 'POTOO_API_KEY'),
    keyOption: 'apiKey',
    isSecret: hasSecretPrefix,
  });
}
