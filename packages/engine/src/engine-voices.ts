import type { CallOptions, VoiceService } from '@potoo/core';
import { listVoices } from './models/listings.ts';
import type { EngineCall } from './pipeline/engine-call.ts';
import { loadSpeaking } from './pipeline/load-speaking.ts';

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
      const opened = await call(options);
      const { startSpeaking } = await loadSpeaking(request, opened);
      const { gatherSpeech } = await import('./pipeline/gather-speech.ts');
      return gatherSpeech(await startSpeaking(request, opened, { streaming: false }));
    },
    async *streamSpeech(request, options) {
      const opened = await call(options);
      const { startSpeaking } = await loadSpeaking(request, opened);
      yield* await startSpeaking(request, opened, { streaming: true });
    },
    async transcribe(request, options) {
      const { transcribe } = await import('./pipeline/transcribe.ts');
      return transcribe(request, await call(options));
    },
    async *streamTranscript(request, options) {
      const { startListening } = await import('./pipeline/start-listening.ts');
      yield* startListening(request, await call(options), { partials: true });
    },
    async cloneVoice(request, options) {
      const { cloneVoice } = await import('./pipeline/mimic/clone-voice.ts');
      return cloneVoice(request, await call(options));
    },
    async deleteVoice(id, options) {
      const { deleteVoice } = await import('./pipeline/mimic/voice-library.ts');
      return deleteVoice(id, await call(options));
    },
    async exportVoice(id, options) {
      const { exportVoice } = await import('./pipeline/mimic/voice-library.ts');
      return exportVoice(id, await call(options));
    },
    async importVoice(request, options) {
      const { importVoice } = await import('./pipeline/mimic/voice-library.ts');
      return importVoice(request, await call(options));
    },
    async speakAs(request, options) {
      const { speakAs } = await import('./pipeline/mimic/speak-as.ts');
      return speakAs(request, await call(options));
    },
    async convertVoice(request, options) {
      const { convertVoice } = await import('./pipeline/mimic/revoice.ts');
      return convertVoice(request, await call(options));
    },
    async transformSpeech(request, options) {
      const { transformSpeech } = await import('./pipeline/mimic/revoice.ts');
      return transformSpeech(request, await call(options));
    },
  };
}
