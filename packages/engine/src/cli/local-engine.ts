import type { VoiceService } from '@potoo/core';
import type { Engine } from '../engine.ts';

/** What the local engine can tell beyond the contract. */
export type LocalEngine = VoiceService & Pick<Engine, 'backends' | 'conversationsOf' | 'measure' | 'stats' | 'warm'>;

/** Tells the local engine from the client of a server. */
export function isLocalEngine(service: VoiceService): service is LocalEngine {
  return 'backends' in service && typeof service.backends === 'function' && 'warm' in service;
}
