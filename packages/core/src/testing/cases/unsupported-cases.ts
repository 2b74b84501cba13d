import type { Feature } from '../../contract/capabilities.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { checkError, collect, rejectionOf } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { makeWav } from '../containers/wav.ts';
import { SENTENCE } from '../texts.ts';

/** Cases about features that a service does not have. */
export function unsupportedCases(bench: Bench): ConformanceCase[] {
  const calls = callsOf(makeWav(new Float32Array(16_000), 16_000));
  return Object.entries(calls)
    .filter(([name]) => !bench.options.features.some((feature) => feature === name))
    .map(([name, call]) => ({
      name: `${name} is refused as unsupported`,
      run: async () => {
        const error = await rejectionOf(call(await bench.service()), name);
        checkError(error, { codes: ['unsupported'], reasons: ['feature_not_supported', 'dependency_missing'] }, name);
      },
    }));
}

function callsOf(audio: Uint8Array<ArrayBuffer>): Record<Feature, (service: VoiceService) => Promise<unknown>> {
  const consent = { speaker: 'A Person', statement: 'I agree that my voice is cloned.' };
  const text = SENTENCE;
  return {
    synthesize: (service) => service.synthesize({ text }),
    streamSpeech: (service) => collect(service.streamSpeech({ text })),
    transcribe: (service) => service.transcribe({ audio }),
    streamTranscript: (service) => collect(service.streamTranscript({ audio })),
    cloneVoice: (service) => service.cloneVoice({ reference: audio, name: 'A voice', consent }),
    speakAs: (service) => service.speakAs({ reference: audio, text }),
    convertVoice: (service) => service.convertVoice({ audio, targetVoice: 'auto' }),
    transformSpeech: (service) => service.transformSpeech({ audio, emotion: 'happy' }),
    translateSpeech: (service) => service.translateSpeech({ audio, targetLanguage: 'es' }),
    enhance: (service) => service.enhance({ audio }),
    separate: (service) => service.separate({ audio }),
    dereverb: (service) => service.dereverb({ audio }),
    analyze: (service) => service.analyze({ audio }),
    align: (service) => service.align({ audio, text: 'Hello' }),
    convertAudio: (service) => service.convertAudio({ audio, format: 'wav' }),
    converse: (service) => service.converse({ text }),
    streamTurn: (service) => collect(service.streamTurn({ text })),
    conversations: (service) => service.listConversations(),
    models: (service) => service.pullModel('auto'),
    submit: (service) => service.submit({ type: 'synthesize', request: { text } }),
  };
}
