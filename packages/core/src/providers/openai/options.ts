import type { TransportSettings } from '../../transport/transport.ts';
import {
  type ClientOptions,
  hasSecretPrefix,
  keyOrVariable,
  optionOrVariable,
  resolveClientOptions,
} from '../shared/client-options.ts';

/** How to reach OpenAI, or one of the many servers that speak its audio API. */
export interface OpenAiOptions extends ClientOptions {
  /** Address of the service, with or without `/v1`. @default `OPENAI_BASE_URL`, else 'https://api.openai.com' */
  readonly baseUrl?: string;
  /** Key to send. @default `OPENAI_API_KEY`, else none, as servers on the same machine want none. '' is none in any case. */
  readonly apiKey?: string;
  /** Model that speaks where none is named. @default 'gpt-4o-mini-tts' */
  readonly speechModel?: string;
  /** Voice that speaks where none is named, and the service lists none. @default 'alloy' */
  readonly voice?: string;
  /** Model that listens where none is named: of OpenAI's, only this one tells times. @default 'whisper-1' */
  readonly transcriptionModel?: string;
  /** How streamed speech travels; `sse` is what only newer models know. @default 'audio' */
  readonly streamFormat?: 'audio' | 'sse';
  /** Further fields of every request to speak, such as `{ instructions: 'Speak calmly.' }`. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** What a client asks for when the caller does not say. */
export type OpenAiDefaults = Required<
  Pick<OpenAiOptions, 'speechModel' | 'voice' | 'transcriptionModel' | 'streamFormat' | 'extraBody'>
>;

/**
 * Settles how to reach the service.
 * @throws {BadRequestError} If the address or the key cannot be used, or would be given away.
 * @throws {RangeError} If a limit is no number that makes sense.
 */
export function resolveOpenAiOptions(options: OpenAiOptions): TransportSettings {
  return resolveClientOptions(options, {
    baseUrl: optionOrVariable(options.baseUrl, 'OPENAI_BASE_URL') ?? 'https://api.openai.com',
    key: keyOrVariable(options.apiKey, 'OPENAI_API_KEY'),
    keyOption: 'apiKey',
    isSecret: hasSecretPrefix,
  });
}

/** Settles what to ask for. */
export function openAiDefaults(options: OpenAiOptions): OpenAiDefaults {
  return {
    speechModel: options.speechModel ?? 'gpt-4o-mini-tts',
    voice: options.voice ?? 'alloy',
    transcriptionModel: options.transcriptionModel ?? 'whisper-1',
    streamFormat: options.streamFormat ?? 'audio',
    extraBody: options.extraBody ?? {},
  };
}
