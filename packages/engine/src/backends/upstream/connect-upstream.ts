import { openai, outeai, potoo, ttsai, type VoiceService } from '@potoo/core';
import { guardedFetch } from './guarded-fetch.ts';
import type { UpstreamOptions } from './upstream-options.ts';

/** Where the hosted services are. */
const HOSTED_URLS: Readonly<Record<string, string>> = {
  ttsai: 'https://api.tts.ai',
  outeai: 'https://outeai.com',
  openai: 'https://api.openai.com',
};
const DEFAULT_TIMEOUT_MS = 120_000;
/** Longest without a byte: a model that is being loaded takes its time before the first. */
const DEFAULT_IDLE_MS = 60_000;

/** Makes the client of an upstream. @throws {BadRequestError} If the address or the key cannot be used. */
export function connectUpstream(options: UpstreamOptions): VoiceService {
  const { dialect, apiKey = '', voices, models } = options;
  const baseUrl = options.url ?? HOSTED_URLS[dialect] ?? '';
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const shared = {
    baseUrl,
    timeoutMs,
    idleTimeoutMs: Math.min(timeoutMs, DEFAULT_IDLE_MS),
    maxRetries: options.retries ?? 2,
    allowInsecureHttp: options.allowInsecureHttp ?? false,
    ...(URL.canParse(baseUrl) && { fetch: guardedFetch(new URL(baseUrl)) }),
  };
  if (dialect === 'potoo') return potoo({ ...shared, apiKey });
  if (dialect === 'ttsai') return ttsai({ ...shared, apiKey });
  if (dialect === 'outeai') return outeai({ ...shared, token: apiKey });
  const [voice] = voices ?? [];
  const [speechModel] = Object.values(models ?? {});
  return openai({
    ...shared,
    apiKey,
    ...(voice !== undefined && { voice }),
    ...(speechModel !== undefined && { speechModel }),
  });
}
