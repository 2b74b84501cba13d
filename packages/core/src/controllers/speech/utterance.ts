import type { SpeechOptions } from '../../contract/speech.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { ArrivingText } from './arriving-text.ts';

/** What a service is asked to say. */
export interface Utterance {
  readonly service: VoiceService;
  readonly text: ArrivingText;
  readonly options: SpeechOptions;
  readonly signal: AbortSignal;
}
