import type { CallOptions } from '../../contract/call-options.ts';
import type { Feature } from '../../contract/capabilities.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { Transport } from '../../transport/transport.ts';
import { analyze, CONVERT_AUDIO, DEREVERB, ENHANCE } from './audio-tools.ts';
import { sendForAudio } from './audio-upload.ts';
import { capabilities, listModels, listVoices } from './catalog.ts';
import { deleteConversation, getConversation, listConversations, truncateTurn } from './conversations.ts';
import { cancelJob, getJob, submit, watchJob } from './jobs.ts';
import { type PotooOptions, resolvePotooOptions } from './options.ts';
import { separate } from './separate.ts';
import { speakAs } from './speak-as.ts';
import { streamSpeech, synthesize } from './speech.ts';
import { streamTranscript, transcribe } from './transcription.ts';
import { translateSpeech } from './translate-speech.ts';
import { converse, streamTurn } from './turns.ts';
import { cloneVoice, deleteVoice, exportVoice, importVoice } from './voice-library.ts';
import { CONVERT_VOICE, TRANSFORM_SPEECH } from './voice-tools.ts';

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
  'convertAudio',
  'translateSpeech',
  'converse',
  'streamTurn',
  'conversations',
  'submit',
];

/**
 * Makes a client of a Potoo server. It runs wherever `fetch` does: Node, Deno, Bun, browsers, workers and the edge.
 *
 * ```ts
 * const voice = potoo();
 * const { audio } = await voice.synthesize({ text: 'Hello.' });
 * await audio.save('hello.mp3');
 * ```
 * @throws {BadRequestError} If the address or the key cannot be used, or would be given away.
 */
export function potoo(options: PotooOptions = {}): VoiceService {
  const settings = resolvePotooOptions(options);
  const transport = new Transport(settings);
  const { baseUrl, maxResponseBytes } = settings;

  const tellCapabilities = (call: CallOptions = {}) => capabilities(transport, MAPPED, call);

  return {
    capabilities: tellCapabilities,
    listModels: (filter = {}, call = {}) => listModels(transport, filter, call),
    listVoices: (filter = {}, call = {}) => listVoices(transport, baseUrl, filter, call),

    synthesize: (request, call = {}) => synthesize(transport, request, call, maxResponseBytes),
    streamSpeech: (request, call = {}) => streamSpeech(transport, request, call),
    transcribe: (request, call = {}) => transcribe(transport, settings, request, call),
    streamTranscript: (request, call = {}) => streamTranscript(transport, settings, request, call),
    enhance: (request, call = {}) => sendForAudio(transport, settings, ENHANCE, request, call),
    separate: (request, call = {}) => separate(transport, settings, request, call),
    dereverb: (request, call = {}) => sendForAudio(transport, settings, DEREVERB, request, call),
    analyze: (request, call = {}) => analyze(transport, settings, request, call),
    convertAudio: (request, call = {}) => sendForAudio(transport, settings, CONVERT_AUDIO, request, call),

    translateSpeech: (request, call = {}) => translateSpeech(transport, settings, request, call),
    converse: (request, call = {}) => converse(transport, settings, request, call, maxResponseBytes),
    streamTurn: (request, call = {}) => streamTurn(transport, settings, request, call),
    truncateTurn: (request, call = {}) => truncateTurn(transport, request, call),
    listConversations: (filter = {}, call = {}) => listConversations(transport, filter, call),
    getConversation: (id, call = {}) => getConversation(transport, id, call),
    deleteConversation: (id, call = {}) => deleteConversation(transport, id, call),

    cloneVoice: (request, call = {}) => cloneVoice(transport, settings, request, call),
    deleteVoice: (id, call = {}) => deleteVoice(transport, id, call),
    exportVoice: (id, call = {}) => exportVoice(transport, id, call),
    importVoice: (request, call = {}) => importVoice(transport, settings, request, call),
    speakAs: (request, call = {}) => speakAs(transport, settings, request, call),
    convertVoice: (request, call = {}) => sendForAudio(transport, settings, CONVERT_VOICE, request, call),
    transformSpeech: (request, call = {}) => sendForAudio(transport, settings, TRANSFORM_SPEECH, request, call),
    submit: (job, call = {}) => submit(transport, settings, job, call),
    getJob: (id, call = {}) => getJob(transport, id, call),
    cancelJob: (id, call = {}) => cancelJob(transport, id, call),
    watchJob: (id, call = {}) => watchJob(transport, settings.clock, id, call),

    close: async () => transport.close(),
  };
}
