import type {
  AudioResult,
  CallOptions,
  JobRequests,
  JobResult,
  SpeechResult,
  Transcript,
  TranslationResult,
  VoiceService,
} from '@potoo/core';
import { toWireAnalysis } from '@potoo/core/wire';
import { fitZip, zipStems } from '../audio/stem-files.ts';
import { audioOutput, type JobOutcome, jsonOutput } from './job-outcome.ts';

/** Does the work of one type of job. */
type JobWork<Type extends keyof JobRequests> = (
  service: VoiceService,
  request: JobRequests[Type],
  call: CallOptions,
) => Promise<JobOutcome>;

/** Each type of job: the method that does it, and the files that its result becomes. */
export const JOB_WORK: { readonly [Type in keyof JobRequests]: JobWork<Type> } = {
  synthesize: async (service, request, call) => speechOutcome(await service.synthesize(request, call)),
  speakAs: async (service, request, call) => speechOutcome(await service.speakAs(request, call)),
  transcribe: async (service, request, call) => transcriptOutcome(await service.transcribe(request, call)),
  convertVoice: async (service, request, call) => audioOutcome('voice', await service.convertVoice(request, call)),
  transformSpeech: async (service, request, call) =>
    audioOutcome('speech', await service.transformSpeech(request, call)),
  translateSpeech: async (service, request, call) => translationOutcome(await service.translateSpeech(request, call)),
  enhance: async (service, request, call) => audioOutcome('enhanced', await service.enhance(request, call)),
  dereverb: async (service, request, call) => audioOutcome('dereverbed', await service.dereverb(request, call)),
  convertAudio: async (service, request, call) => audioOutcome('converted', await service.convertAudio(request, call)),
  async analyze(service, request, call) {
    const analysis = await service.analyze(request, call);
    return { outputs: [jsonOutput('analysis', toWireAnalysis(analysis))], usage: analysis.usage };
  },
  async separate(service, request, call) {
    const { stems, warnings, usage } = await service.separate(request, call);
    const files = stems.map(({ name, audio }) => audioOutput(`stem-${name}`, name, audio));
    // What is fetched as the result names the stems and where they are.
    const list = jsonOutput('stems', (kept) => ({
      stems: stems.map(({ name }, at) => stemOf(name, kept[at])),
      warnings,
    }));
    const zip = { part: 'zip', name: 'stems.zip', contentType: 'application/zip', content: zipStems(stems) };
    return { outputs: [list, ...files, ...(fitZip(stems) ? [zip] : [])], usage };
  },
};

/** Speech as files. */
export function speechOutcome(result: SpeechResult): JobOutcome {
  const { audio, model, voice, language, duration, words, marks, warnings, usage } = result;
  const details = jsonOutput('details', { model, voice, language, duration, words, marks, warnings });
  return { outputs: [audioOutput('audio', 'speech', audio), details], usage };
}

function transcriptOutcome({ response: _, usage, ...transcript }: Transcript): JobOutcome {
  return { outputs: [jsonOutput('transcript', transcript)], usage };
}

function audioOutcome(name: string, { audio, warnings, usage }: AudioResult): JobOutcome {
  const { duration, sampleRate, channels } = audio;
  const details = jsonOutput('details', { duration, sample_rate: sampleRate, channels, warnings });
  return { outputs: [audioOutput('audio', name, audio), details], usage };
}

function translationOutcome(result: TranslationResult): JobOutcome {
  const { audio, originalText, translatedText, sourceLanguage, targetLanguage, warnings, usage } = result;
  const details = jsonOutput('details', {
    original_text: originalText,
    translated_text: translatedText,
    source_language: sourceLanguage,
    target_language: targetLanguage,
    duration: audio.duration,
    warnings,
  });
  if (audio.byteLength === 0) return { outputs: [details], usage };
  return { outputs: [audioOutput('audio', 'translation', audio), details], usage };
}

function stemOf(name: string, file: JobResult | undefined) {
  return { name, file: file?.name, url: file?.url };
}
