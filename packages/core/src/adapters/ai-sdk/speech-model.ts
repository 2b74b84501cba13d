import { type AudioFormat, isAudioFormat } from '../../audio/formats.ts';
import type { SpeechOptions } from '../../contract/speech.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { unknownFormat } from './audio-format.ts';
import { type SpeechPart, type SpeechStreamCall, streamSpeechParts } from './speech-stream.ts';
import { type AiSdkWarning, noInstructions, toAiSdkWarnings } from './warnings.ts';

/** What the AI SDK asks a speech model (`SpeechModelV4CallOptions`). */
interface SpeechCall {
  readonly text: string;
  readonly voice?: string;
  readonly outputFormat?: string;
  readonly instructions?: string;
  readonly speed?: number;
  readonly language?: string;
  readonly providerOptions?: Readonly<Record<string, object>>;
  readonly abortSignal?: AbortSignal;
}

/** A speech model of the AI SDK (`SpeechModelV4`, and its experimental `StreamingSpeechModelV4`), over a voice service. */
export interface AiSdkSpeechModel {
  readonly specificationVersion: 'v4';
  readonly provider: string;
  readonly modelId: string;
  /** @throws {PotooError} What the service throws. */
  doGenerate(call: SpeechCall): Promise<{
    audio: Uint8Array;
    warnings: AiSdkWarning[];
    usage: Record<string, number>;
    response: { timestamp: Date; modelId: string };
    /** What Potoo tells beside the audio: seconds, hertz, the voice, and each word with its time. */
    providerMetadata: { potoo: Record<string, string | number | Record<string, string | number>[]> };
  }>;
  /** Speaks text that may still be arriving. What the service throws is the stream's error. */
  doStream(call: SpeechStreamCall): Promise<{ stream: ReadableStream<SpeechPart> }>;
}

/**
 * Makes a voice service a speech model of the Vercel AI SDK.
 *
 * ```ts
 * const { audio } = await generateSpeech({ model: speechModel(potoo(), 'kokoro'), text: 'Hello.' });
 * ```
 * `providerOptions: { potoo: … }` takes further {@link SpeechOptions}, such as `inputType` or `lexicon`. `experimental_streamSpeech`
 * gives the sound as it is made.
 * @param model - A model id. @default 'auto'
 */
export function speechModel(service: VoiceService, model = 'auto'): AiSdkSpeechModel {
  return {
    specificationVersion: 'v4',
    provider: 'potoo',
    modelId: model,
    async doGenerate({ text, voice, outputFormat, instructions, speed, language, providerOptions, abortSignal }) {
      const further: SpeechOptions = providerOptions?.['potoo'] ?? {};
      const { audio, words, ...details } = await service.synthesize(
        {
          ...{ model, words: true, text, ...further },
          ...(voice !== undefined && { voice }),
          ...(outputFormat !== undefined && { format: formatOf(outputFormat) }),
          ...(speed !== undefined && { speed }),
          ...(language !== undefined && language !== 'auto' && { language }),
        },
        abortSignal ? { signal: abortSignal } : {},
      );
      return {
        audio: audio.bytes(),
        warnings: [...toAiSdkWarnings(details.warnings), ...noInstructions(instructions)],
        usage: Object.fromEntries(Object.entries(details.usage).filter(([, value]) => value !== undefined)),
        response: { timestamp: new Date(), modelId: details.model },
        providerMetadata: {
          potoo: {
            voice: details.voice,
            language: details.language,
            duration: audio.duration,
            sampleRate: audio.sampleRate,
            words: words.map((word) => ({ ...word })),
          },
        },
      };
    },
    doStream: async (call) => ({ stream: streamSpeechParts(service, model, call) }),
  };
}

function formatOf(name: string): AudioFormat {
  if (isAudioFormat(name)) return name;
  throw unknownFormat(name);
}
