import type { VoiceService } from '../contract/voice-service.ts';
import { alignmentCases } from './cases/alignment-cases.ts';
import { audioToolCases } from './cases/audio-tool-cases.ts';
import { badSpeechCases } from './cases/bad-speech-cases.ts';
import { catalogCases } from './cases/catalog-cases.ts';
import { conversationCases } from './cases/conversation-cases.ts';
import { conversionCases } from './cases/conversion-cases.ts';
import { lifecycleCases } from './cases/lifecycle-cases.ts';
import { modelCases } from './cases/model-cases.ts';
import { revoiceCases } from './cases/revoice-cases.ts';
import { speechCases } from './cases/speech-cases.ts';
import { streamCases } from './cases/stream-cases.ts';
import { transcriptionCases } from './cases/transcription-cases.ts';
import { translationCases } from './cases/translation-cases.ts';
import { unsupportedCases } from './cases/unsupported-cases.ts';
import { voiceLibraryCases } from './cases/voice-library-cases.ts';
import { wordCases } from './cases/word-cases.ts';
import type { Bench, ConformanceCase, ConformanceOptions } from './conformance-case.ts';

/**
 * The contract of {@link VoiceService} as cases, for any test runner:
 *
 * ```ts
 * for (const { name, run } of voiceServiceCases({ create, features })) it(name, run);
 * ```
 * They measure what comes out (files are parsed, levels and lengths measured) and trust nothing that the service says.
 * Run them in order: the last one closes the service that they share.
 * @throws {TypeError} If the features include `transcribe` or `translateSpeech` and there is no sample audio.
 */
export function voiceServiceCases(options: ConformanceOptions): ConformanceCase[] {
  const { features, sampleAudio } = options;
  let shared: Promise<VoiceService> | undefined;
  const service = () => {
    shared ??= options.create();
    return shared;
  };
  const bench: Bench = { service, fresh: options.create, options, speech: options.speech ?? {} };
  for (const feature of ['transcribe', 'translateSpeech'] as const) {
    if (features.includes(feature) && !sampleAudio)
      throw new TypeError(`\`sampleAudio\` is needed to test \`${feature}\`.`);
  }
  return [
    ...catalogCases(bench),
    ...(features.includes('synthesize') ? [...speechCases(bench), ...wordCases(bench), ...badSpeechCases(bench)] : []),
    ...(features.includes('streamSpeech') ? streamCases(bench) : []),
    ...(features.includes('transcribe') && sampleAudio ? transcriptionCases(bench, sampleAudio) : []),
    ...(features.includes('align') && sampleAudio ? alignmentCases(bench, sampleAudio) : []),
    ...(features.includes('convertAudio') ? conversionCases(bench) : []),
    ...voiceLibraryCases(bench),
    ...revoiceCases(bench),
    ...(features.includes('translateSpeech') && sampleAudio ? translationCases(bench, sampleAudio) : []),
    ...audioToolCases(bench),
    ...conversationCases(bench),
    ...modelCases(bench),
    ...unsupportedCases(bench),
    ...lifecycleCases(bench),
    { name: 'the service closes', run: async () => (await service()).close() },
  ];
}
