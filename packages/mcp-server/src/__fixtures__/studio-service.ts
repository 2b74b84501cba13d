import {
  type Analysis,
  type AudioInput,
  type AudioResult,
  type Capabilities,
  type ClonedVoice,
  type Feature,
  NotFoundError,
  type OutputOptions,
  type VoiceService,
} from '@potoo/core';
import { testEngine } from './test-engine.ts';

/** What the studio does beside what the engine does. */
const FEATURES: readonly Feature[] = [
  'cloneVoice',
  'convertVoice',
  'transformSpeech',
  'translateSpeech',
  'enhance',
  'separate',
  'dereverb',
  'analyze',
  'converse',
  'submit',
];

/** A call that the studio has had. */
export interface StudioCall {
  readonly method: string;
  readonly request: object;
}

/**
 * A service that has every feature: the engine for what it does by itself, and for the rest the recording as it came in,
 * in the format that was asked for. It keeps what it was asked, so that a test can see what a tool made of a call.
 */
export function studioService(): VoiceService & { readonly calls: StudioCall[] } {
  const engine = testEngine();
  const calls: StudioCall[] = [];
  const nothing = { warnings: [], usage: {}, response: {} };

  const same = async (
    method: string,
    request: OutputOptions & { readonly audio: AudioInput },
    signal?: AbortSignal,
  ): Promise<AudioResult> => {
    calls.push({ method, request });
    const { audio, format = 'mp3' } = request;
    const made = await engine.convertAudio({ audio, format }, signal ? { signal } : {});
    return { ...made, warnings: [{ type: 'other', subject: 'audio', message: `${method} left it as it was.` }] };
  };
  const analysis: Analysis = {
    key: 'A',
    scale: 'Minor',
    bpm: 120.04,
    timeSignature: '4/4',
    camelot: '8A',
    compatibleKeys: ['A Minor', 'C Major'],
    confidence: { key: 0.9, bpm: 0.8, timeSignature: 0.7 },
    alternatives: { keys: [], tempos: [] },
    content: 'music',
    duration: 2,
    loudness: -16.0312,
    truePeak: -1.0461,
    silence: { share: 0, stretches: [] },
    beats: [0.5, 1],
    downbeats: [0.5],
    ...nothing,
  };
  const job = { id: 'job-of-the-service', progress: 0.5, createdAt: new Date(0) };
  const knownJob = (id: string) => {
    if (id !== job.id) throw new NotFoundError('There is no such job.', { reason: 'job_not_found' });
  };

  return Object.assign(Object.create(engine) as VoiceService, {
    calls,
    capabilities: async (): Promise<Capabilities> => {
      const { features, ...rest } = await engine.capabilities();
      return { ...rest, service: 'the studio', features: [...new Set([...features, ...FEATURES])] };
    },
    synthesize: engine.synthesize.bind(engine),
    transcribe: engine.transcribe.bind(engine),
    align: engine.align.bind(engine),
    convertAudio: engine.convertAudio.bind(engine),
    listVoices: engine.listVoices.bind(engine),
    listModels: engine.listModels.bind(engine),
    cloneVoice: async (request): Promise<ClonedVoice> => {
      calls.push({ method: 'cloneVoice', request });
      const { name } = request;
      return { id: 'clone-1', name, model: 'studio', languages: ['en'], gender: 'neutral', state: 'installed', warnings: [] };
    },
    deleteVoice: engine.deleteVoice.bind(engine),
    convertVoice: (request, call) => same('convertVoice', request, call?.signal),
    transformSpeech: (request, call) => same('transformSpeech', request, call?.signal),
    enhance: (request, call) => same('enhance', request, call?.signal),
    dereverb: (request, call) => same('dereverb', request, call?.signal),
    translateSpeech: async (request, call) => ({
      ...(await same('translateSpeech', request, call?.signal)),
      originalText: 'good morning',
      translatedText: 'guten Morgen',
      sourceLanguage: 'en',
      targetLanguage: request.targetLanguage,
    }),
    separate: async (request, call) => {
      const { audio } = await same('separate', request, call?.signal);
      return { stems: ['vocals', 'accompaniment'].map((name) => ({ name, audio })), ...nothing };
    },
    analyze: async (request) => {
      calls.push({ method: 'analyze', request });
      return analysis;
    },
    converse: async (request, call) => {
      calls.push({ method: 'converse', request });
      const replyText = `You said ${request.text ?? 'something'}.`;
      const { audio } = await engine.synthesize({ text: replyText, format: request.format ?? 'mp3' }, call);
      const { duration } = audio;
      return { conversationId: 'talk-1', userText: request.text ?? '', replyText, words: [], duration, audio, ...nothing };
    },
    getJob: async (id) => {
      knownJob(id);
      return { ...job, status: 'running' };
    },
    cancelJob: async (id) => {
      knownJob(id);
      return { ...job, status: 'cancelled' };
    },
    close: () => engine.close(),
  } satisfies Partial<VoiceService> & { readonly calls: StudioCall[] });
}
