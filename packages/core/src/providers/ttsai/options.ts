import type { TransportSettings } from '../../transport/transport.ts';
import {
  type ClientOptions,
  hasSecretPrefix,
  keyOrVariable,
  optionOrVariable,
  resolveClientOptions,
} from '../shared/client-options.ts';

/** How to reach TTS.ai, or a server that speaks its API. */
export interface TtsAiOptions extends ClientOptions {
  /** Address of the service, with or without `/v1`. @default `TTS_AI_BASE_URL`, else 'https://api.tts.ai' */
  readonly baseUrl?: string;
  /** Key to send: `sk-tts-…`, or in a page `pk-tts-…`. @default `TTS_AI_API_KEY`, else none; '' is none in any case. */
  readonly apiKey?: string;
}

/**
 * Settles the options of a client.
 * @throws {BadRequestError} If the address or the key cannot be used, or would be given away.
 * @throws {RangeError} If a limit is no number that makes sense.
 */
export function resolveTtsAiOptions(options: TtsAiOptions): TransportSettings {
  return resolveClientOptions(options, {
    baseUrl: optionOrVariable(options.baseUrl, 'TTS_AI_BASE_URL') ?? 'https://api.tts.ai',
    key: keyOrVariable(options.apiKey, 'TTS_AI_API_KEY'),
    keyOption: 'apiKey',
    isSecret: hasSecretPrefix,
  });
}
