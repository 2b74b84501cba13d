import type { VoiceService } from '../../contract/voice-service.ts';
import { Transport, type TransportSettings } from '../../transport/transport.ts';
import { capabilities, listModels, listVoices } from './catalog.ts';
import { streamSpeech, synthesize } from './speech.ts';

/** The calls that most pages make, and what all calls go through. */
export interface SpeechCalls
  extends Pick<VoiceService, 'capabilities' | 'listModels' | 'listVoices' | 'synthesize' | 'streamSpeech'> {
  readonly transport: Transport;
}

/** Speaking, and what there is to speak with. */
export function createSpeechCalls(settings: TransportSettings): SpeechCalls {
  const transport = new Transport(settings);
  const { baseUrl, maxResponseBytes } = settings;
  return {
    transport,
    capabilities: (call = {}) => capabilities(transport, call),
    listModels: (filter = {}, call = {}) => listModels(transport, filter, call),
    listVoices: (filter = {}, call = {}) => listVoices(transport, baseUrl, filter, call),
    synthesize: (request, call = {}) => synthesize(transport, request, call, maxResponseBytes),
    streamSpeech: (request, call = {}) => streamSpeech(transport, request, call),
  };
}
