'use client';
import type { VoiceService } from '@potoo/core';
import type { Loudspeaker } from '@potoo/core/player';
import { createContext, useContext } from 'react';

/** What a {@link PotooProvider} gives to what is inside it. */
export interface PotooContextValue {
  /** Service that hooks use which are given none. */
  readonly service: VoiceService | undefined;
  /** The one way out for sound. */
  readonly loudspeaker: Loudspeaker | undefined;
}

/** What the nearest provider gives; nothing outside one. */
export const PotooContext = createContext<PotooContextValue>({ service: undefined, loudspeaker: undefined });

/** What a hook may be given instead of the provider's. */
interface Given {
  readonly service?: VoiceService | undefined;
  readonly loudspeaker?: Loudspeaker | undefined;
}

/** Options with the service and the loudspeaker to use: the given ones, or the nearest provider's. */
export function useProvided<Options extends Given>(
  options: Options,
): Options & { readonly service: VoiceService; readonly loudspeaker: Loudspeaker | undefined } {
  const { loudspeaker } = useContext(PotooContext);
  const service = useVoiceService(options.service);
  return { ...options, service, loudspeaker: options.loudspeaker ?? loudspeaker };
}

/**
 * The service to use: the given one, or the nearest provider's.
 * @throws {TypeError} If there is neither.
 */
export function useVoiceService(given: VoiceService | undefined): VoiceService {
  const { service } = useContext(PotooContext);
  const found = given ?? service;
  if (found) return found;
  throw new TypeError(
    'There is no voice service. Give the hook one, as in useSpeech({ service: potoo({ baseUrl }) }), or put the page into a <PotooProvider service={…}>.',
  );
}
