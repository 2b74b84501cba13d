import type { Feature } from '../../contract/capabilities.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { Transport, type TransportSettings } from '../../transport/transport.ts';
import { capabilities, listModels, listVoices } from './catalog.ts';
import { streamSpeech, synthesize } from './speech.ts';

/** Features that this client has a request for. */
const MAPPED: readonly Feature[] = [
  'synthesize',
  'streamSpeech',
  'transcribe',
  'streamTranscript',
  'cloneVoice',
  'speakAs',
  'convertVoice',
  'transformSpeech',
  'enhance',
  'separate',
  'dereverb',
  'analyze',
  'align',
  'convertAudio',
  'translateSpeech',
  'converse',
  'streamTurn',
  'conversations',
  'models',
  'submit',
];

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
    capabilities: (call = {}) => capabilities(transport, MAPPED, call),
    listModels: (filter = {}, call = {}) => listModels(transport, filter, call),
    listVoices: (filter = {}, call = {}) => listVoices(transport, baseUrl, filter, call),
    synthesize: (request, call = {}) => synthesize(transport, request, call, maxResponseBytes),
    streamSpeech: (request, call = {}) => streamSpeech(transport, request, call),
  };
}
