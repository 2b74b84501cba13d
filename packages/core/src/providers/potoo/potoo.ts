import type { VoiceService } from '../../contract/voice-service.ts';
import { loadPart } from '../../load-part.ts';
import type { FurtherCalls } from './further-calls.ts';
import { type PotooOptions, resolvePotooOptions } from './options.ts';
import type { SpeechCalls } from './speech-calls.ts';

/**
 * Makes a client of a Potoo server. It runs wherever `fetch` does: Node, Deno, Bun, browsers, workers and the edge.
 * Its options are checked at once. How it talks to the server is loaded at the first call, so that a page is there before it.
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
  let speechCalls: SpeechCalls | undefined;
  let furtherCalls: FurtherCalls | undefined;
  let isClosed = false;

  const speech = async (): Promise<SpeechCalls> => {
    if (speechCalls) return speechCalls;
    const { createSpeechCalls } = await loadPart(import('./speech-calls.ts'));
    speechCalls ??= createSpeechCalls(settings);
    if (isClosed) speechCalls.transport.close();
    return speechCalls;
  };
  const further = async (): Promise<FurtherCalls> => {
    if (furtherCalls) return furtherCalls;
    const [part, { transport }] = await Promise.all([loadPart(import('./further-calls.ts')), speech()]);
    furtherCalls ??= part.createFurtherCalls(settings, transport);
    return furtherCalls;
  };

  return {
    capabilities: async (...call) => (await speech()).capabilities(...call),
    listModels: async (...call) => (await speech()).listModels(...call),
    listVoices: async (...call) => (await speech()).listVoices(...call),

    synthesize: async (...call) => (await speech()).synthesize(...call),
    async *streamSpeech(...call) {
      yield* (await speech()).streamSpeech(...call);
    },
    transcribe: async (...call) => (await further()).transcribe(...call),
    async *streamTranscript(...call) {
      yield* (await further()).streamTranscript(...call);
    },

    align: async (...call) => (await further()).align(...call),
    cloneVoice: async (...call) => (await further()).cloneVoice(...call),
    deleteVoice: async (...call) => (await further()).deleteVoice(...call),
    exportVoice: async (...call) => (await further()).exportVoice(...call),
    importVoice: async (...call) => (await further()).importVoice(...call),
    speakAs: async (...call) => (await further()).speakAs(...call),
    convertVoice: async (...call) => (await further()).convertVoice(...call),
    transformSpeech: async (...call) => (await further()).transformSpeech(...call),
    translateSpeech: async (...call) => (await further()).translateSpeech(...call),

    enhance: async (...call) => (await further()).enhance(...call),
    separate: async (...call) => (await further()).separate(...call),
    dereverb: async (...call) => (await further()).dereverb(...call),
    analyze: async (...call) => (await further()).analyze(...call),
    convertAudio: async (...call) => (await further()).convertAudio(...call),

    converse: async (...call) => (await further()).converse(...call),
    async *streamTurn(...call) {
      yield* (await further()).streamTurn(...call);
    },
    truncateTurn: async (...call) => (await further()).truncateTurn(...call),
    listConversations: async (...call) => (await further()).listConversations(...call),
    getConversation: async (...call) => (await further()).getConversation(...call),
    deleteConversation: async (...call) => (await further()).deleteConversation(...call),

    pullModel: async (...call) => (await further()).pullModel(...call),
    async *watchPull(...call) {
      yield* (await further()).watchPull(...call);
    },
    cancelPull: async (...call) => (await further()).cancelPull(...call),
    removeModel: async (...call) => (await further()).removeModel(...call),
    modelStorage: async (...call) => (await further()).modelStorage(...call),

    submit: async (...call) => (await further()).submit(...call),
    getJob: async (...call) => (await further()).getJob(...call),
    cancelJob: async (...call) => (await further()).cancelJob(...call),
    async *watchJob(...call) {
      yield* (await further()).watchJob(...call);
    },

    close: async () => {
      isClosed = true;
      speechCalls?.transport.close();
    },
  };
}
