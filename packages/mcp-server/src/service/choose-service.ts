import type { VoiceService } from '@potoo/core';

/** Which voice service the tools work with. */
export interface ServiceSettings {
  /** Address of a Potoo server. */
  readonly baseUrl?: string | undefined;
  /** Key for that server. */
  readonly apiKey?: string | undefined;
  /** Key for TTS.ai. */
  readonly ttsAiKey?: string | undefined;
  /** Token for OuteAI. */
  readonly outeAiToken?: string | undefined;
}

/**
 * Makes the service: a Potoo server when there is an address, else a hosted service when there is a key for one, else
 * the engine in this process. Only what is chosen is loaded, and only now: a server that is never called stays small.
 */
export async function chooseService(settings: ServiceSettings): Promise<VoiceService> {
  const { baseUrl, apiKey, ttsAiKey, outeAiToken } = settings;
  if (baseUrl !== undefined) {
    const { potoo } = await import('@potoo/core');
    return potoo({ baseUrl, ...(apiKey !== undefined && { apiKey }) });
  }
  if (ttsAiKey !== undefined) {
    const { ttsai } = await import('@potoo/core');
    return ttsai({ apiKey: ttsAiKey });
  }
  if (outeAiToken !== undefined) {
    const { outeai } = await import('@potoo/core');
    return outeai({ token: outeAiToken });
  }
  const { createEngine } = await import('@potoo/engine');
  return createEngine();
}

/** Says where speech is made, for people. */
export function describeService({ baseUrl, ttsAiKey, outeAiToken }: ServiceSettings): string {
  if (baseUrl !== undefined) return `the Potoo server at ${baseUrl}`;
  if (ttsAiKey !== undefined) return 'TTS.ai';
  return outeAiToken === undefined ? 'this machine' : 'OuteAI';
}

/** A service that is made on the first call, once, however many ask; one that could not be made is tried again. */
export interface LazyService {
  get(): Promise<VoiceService>;
  /** Closes it, if it was ever made. */
  close(): Promise<void>;
}

/** Puts off making a service until somebody asks for it. */
export function lazyService(make: () => Promise<VoiceService>): LazyService {
  let made: Promise<VoiceService> | undefined;
  return {
    get: () => {
      made ??= make().catch((error: unknown) => {
        made = undefined;
        throw error;
      });
      return made;
    },
    close: async () => {
      const service = await made?.catch(() => undefined);
      await service?.close();
    },
  };
}
