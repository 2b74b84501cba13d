import type { VoiceService } from '../../contract/voice-service.ts';
import { potoo } from '../../providers/potoo/potoo.ts';

/** A real engine, behind a real `potoo serve` (see `scripts/browser/`). */
export function realService(): VoiceService {
  return potoo({ baseUrl: `${location.origin}/potoo` });
}
