import type { CallOptions, VoiceService } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import type { EngineCall } from './engine-call.ts';
import { listVoices } from './models/listings.ts';
import { gatherSpeech } from './pipeline/gather-speech.ts';
import { cloneVoice } from './pipeline/mimic/clone-voice.ts';
import { convertVoice, transformSpeech } from './pipeline/mimic/revoice.ts';
import { speakAs } from './pipeline/mimic/speak-as.ts';
import { deleteVoice, exportVoice, importVoice } from './pipeline/mimic/voice-library.ts';
import { startSpeaking } from './pipeline/start-speaking.ts';

/** The methods of the contract that cloned voices have a part in. */
export type VoiceMethods = Pick<
  VoiceService,
  | 'listVoices'
  | 'synthesize'
  | 'streamSpeech'
  | 'transcribe'
  | 'streamTranscript'
  | 'cloneVoice'
  | 'deleteVoice'
  | 'exportVoice'
  | 'importVoice'
  | 'speakAs'
  | 'convertVoice'
  | 'transformSpeech'
>;

/** Makes those methods. @param call - Opens a call, which knows whose cloned voices there are. */
export function createVoiceMethods(call: (options?: CallOptions) => Promise<EngineCall>): VoiceMethods {
  return {
    async listVoices(filter, options) {
      const { inventory, voices } = await call(options);
      return listVoices(inventory, filter, await voices.list());
    },
    async synthesize(request, options) {
      return gatherSpeech(await startSpeaking(request, await call(options), { streaming: false }));
    },
    async *streamSpeech(request, options) {
      yield* await startSpeaking(request, await call(options), { streaming: true });
    },
    async transcribe(request, options) {
      const { startListening } = await import('./pipeline/start-listening.ts');
      for await (const event of startListening(request, await call(options), { partials: false })) {
        if (event.type === 'done') return event.transcript;
      }
      throw new InternalError('The recognition ended without a result.');
    },
    async *streamTranscript(request, options) {
      const { startListening } = await import('./pipeline/start-listening.ts');
      yield* startListening(request, await call(options), { partials: true });
    },
    cloneVoice: async (request, options) => cloneVoice(request, await call(options)),
    deleteVoice: async (id, options) => deleteVoice(id, await call(options)),
    exportVoice: async (id, options) => exportVoice(id, await call(options)),
    importVoice: async (request, options) => importVoice(request, await call(options)),
    speakAs: async (request, options) => speakAs(request, await call(options)),
    convertVoice: async (request, options) => convertVoice(request, await call(options)),
    transformSpeech: async (request, options) => transformSpeech(request, await call(options)),
  };
}
