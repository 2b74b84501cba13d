import { potoo, type VoiceService } from '@potoo/core';

/** A real engine, behind a real `potoo serve` (see `scripts/browser/`). */
export function realService(): VoiceService {
  return potoo({ baseUrl: `${location.origin}/potoo` });
}
