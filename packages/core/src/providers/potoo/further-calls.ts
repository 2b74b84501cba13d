import type { VoiceService } from '../../contract/voice-service.ts';
import type { Transport, TransportSettings } from '../../transport/transport.ts';
import { align } from './align.ts';
import { analyze, CONVERT_AUDIO, DEREVERB, ENHANCE } from './audio-tools.ts';
import { sendForAudio } from './audio-upload.ts';
import { deleteConversation, getConversation, listConversations, truncateTurn } from './conversations.ts';
import { cancelJob, getJob, submit, watchJob } from './jobs.ts';
import { cancelPull, modelStorage, pullModel, removeModel, watchPull } from './models.ts';
import { separate } from './separate.ts';
import { speakAs } from './speak-as.ts';
import type { SpeechCalls } from './speech-calls.ts';
import { streamTranscript, transcribe } from './transcription.ts';
import { translateSpeech } from './translate-speech.ts';
import { converse, streamTurn } from './turns.ts';
import { cloneVoice, deleteVoice, exportVoice, importVoice } from './voice-library.ts';
import { CONVERT_VOICE, TRANSFORM_SPEECH } from './voice-tools.ts';

/** The calls that not every page makes. */
export type FurtherCalls = Omit<VoiceService, keyof SpeechCalls | 'close'>;

/** Listening, cloning, converting, cleaning, conversations and long work. */
export function createFurtherCalls(settings: TransportSettings, transport: Transport): FurtherCalls {
  const { clock, maxResponseBytes } = settings;
  return {
    transcribe: (request, call = {}) => transcribe(transport, settings, request, call),
    streamTranscript: (request, call = {}) => streamTranscript(transport, settings, request, call),

    align: (request, call = {}) => align(transport, settings, request, call),
    cloneVoice: (request, call = {}) => cloneVoice(transport, settings, request, call),
    deleteVoice: (id, call = {}) => deleteVoice(transport, id, call),
    exportVoice: (id, call = {}) => exportVoice(transport, id, call),
    importVoice: (request, call = {}) => importVoice(transport, settings, request, call),
    speakAs: (request, call = {}) => speakAs(transport, settings, request, call),
    convertVoice: (request, call = {}) => sendForAudio(transport, settings, CONVERT_VOICE, request, call),
    transformSpeech: (request, call = {}) => sendForAudio(transport, settings, TRANSFORM_SPEECH, request, call),
    translateSpeech: (request, call = {}) => translateSpeech(transport, settings, request, call),

    enhance: (request, call = {}) => sendForAudio(transport, settings, ENHANCE, request, call),
    separate: (request, call = {}) => separate(transport, settings, request, call),
    dereverb: (request, call = {}) => sendForAudio(transport, settings, DEREVERB, request, call),
    analyze: (request, call = {}) => analyze(transport, settings, request, call),
    convertAudio: (request, call = {}) => sendForAudio(transport, settings, CONVERT_AUDIO, request, call),

    converse: (request, call = {}) => converse(transport, settings, request, call, maxResponseBytes),
    streamTurn: (request, call = {}) => streamTurn(transport, settings, request, call),
    truncateTurn: (request, call = {}) => truncateTurn(transport, request, call),
    listConversations: (filter = {}, call = {}) => listConversations(transport, filter, call),
    getConversation: (id, call = {}) => getConversation(transport, id, call),
    deleteConversation: (id, call = {}) => deleteConversation(transport, id, call),

    pullModel: (id, call = {}) => pullModel(transport, id, call),
    watchPull: (id, call = {}) => watchPull(transport, clock, id, call),
    cancelPull: (id, call = {}) => cancelPull(transport, id, call),
    removeModel: (id, call = {}) => removeModel(transport, id, call),
    modelStorage: (call = {}) => modelStorage(transport, call),

    submit: (job, call = {}) => submit(transport, settings, job, call),
    getJob: (id, call = {}) => getJob(transport, id, call),
    cancelJob: (id, call = {}) => cancelJob(transport, id, call),
    watchJob: (id, call = {}) => watchJob(transport, clock, id, call),
  };
}
