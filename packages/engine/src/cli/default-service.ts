import type { VoiceService } from '@potoo/core';

/** Which service a command wants. */
export interface ServiceOptions {
  /** Address of a Potoo server. @default The engine in this process. */
  readonly baseUrl?: string | undefined;
  /** Key for that server. */
  readonly apiKey?: string | undefined;
  /** Refuse models that are known and not installed, rather than let another serve. @default false */
  readonly strict?: boolean | undefined;
}

/**
 * Makes the service that commands use: the engine in this process, or the client of a server when there is an address.
 * Either is imported only now, so that `--help` need not wait for it.
 */
export async function createDefaultService({ baseUrl, apiKey, strict }: ServiceOptions): Promise<VoiceService> {
  if (baseUrl !== undefined) {
    const { potoo } = await import('@potoo/core');
    return potoo({ baseUrl, ...(apiKey !== undefined && { apiKey }) });
  }
  const { createEngine } = await import('../engine.ts');
  return createEngine({ strict: strict ?? false });
}
