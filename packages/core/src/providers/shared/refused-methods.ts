import type { VoiceService } from '../../contract/voice-service.ts';
import { UnsupportedError } from '../../errors/errors.ts';

const CALLS = [
  'transcribe',
  'align',
  'cloneVoice',
  'deleteVoice',
  'exportVoice',
  'importVoice',
  'speakAs',
  'convertVoice',
  'transformSpeech',
  'translateSpeech',
  'enhance',
  'separate',
  'dereverb',
  'analyze',
  'convertAudio',
  'converse',
  'truncateTurn',
  'listConversations',
  'getConversation',
  'deleteConversation',
  'pullModel',
  'cancelPull',
  'removeModel',
  'modelStorage',
  'submit',
  'getJob',
  'cancelJob',
] as const satisfies ReadonlyArray<keyof VoiceService>;

const STREAMS = ['streamTranscript', 'streamTurn', 'watchPull', 'watchJob'] as const satisfies ReadonlyArray<
  keyof VoiceService
>;

type RefusedMethods = Record<(typeof CALLS)[number], () => Promise<never>> &
  Record<(typeof STREAMS)[number], () => AsyncGenerator<never>>;

/**
 * Every method of the contract beyond speaking and the lists, each refused: a client puts in the place of some what its
 * service has.
 * @param service - Its name.
 */
export function refusedMethods(service: string): RefusedMethods {
  const calls = CALLS.map((method) => [
    method,
    async () => {
      throw refusal(service, method);
    },
  ]);
  const streams = STREAMS.map((method) => [
    method,
    // biome-ignore lint/correctness/useYield: it fails on its first read, as a stream that is refused does.
    async function* () {
      throw refusal(service, method);
    },
  ]);
  return Object.fromEntries([...calls, ...streams]);
}

function refusal(service: string, method: string): UnsupportedError {
  return new UnsupportedError(`\`${method}\` cannot be asked of ${service}.`, {
    reason: 'feature_not_supported',
    hint: '`capabilities()` lists the features that work.',
  });
}
