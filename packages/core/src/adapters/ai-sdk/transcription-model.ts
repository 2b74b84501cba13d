import type { TranscriptionRequest } from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { decodeBase64 } from '../../wire/base64.ts';
import { languageCode, type Stretch, toStretch } from './stretches.ts';
import { streamTranscriptParts, type TranscriptPart, type TranscriptStreamCall } from './transcript-stream.ts';
import { type AiSdkWarning, toAiSdkWarnings } from './warnings.ts';

/** What the AI SDK asks a transcription model (`TranscriptionModelV4CallOptions`). */
interface TranscriptionCall {
  /** The file, or the file as base64. */
  readonly audio: Uint8Array | string;
  readonly mediaType: string;
  readonly timestampGranularities?: ReadonlyArray<'word' | 'segment'>;
  readonly providerOptions?: Readonly<Record<string, object>>;
  readonly abortSignal?: AbortSignal;
}

/** A transcription model of the AI SDK (`TranscriptionModelV4`), over a voice service. */
export interface AiSdkTranscriptionModel {
  readonly specificationVersion: 'v4';
  readonly provider: string;
  readonly modelId: string;
  /** @throws {PotooError} What the service throws. */
  doGenerate(call: TranscriptionCall): Promise<{
    text: string;
    segments: Stretch[];
    words?: Stretch[];
    /** ISO 639-1. */
    language: string | undefined;
    durationInSeconds: number;
    warnings: AiSdkWarning[];
    response: { timestamp: Date; modelId: string };
  }>;
  /** Writes down sound that keeps coming. What the service throws is the stream's error. */
  doStream(call: TranscriptStreamCall): Promise<{ stream: ReadableStream<TranscriptPart> }>;
}

/**
 * Makes a voice service a transcription model of the Vercel AI SDK.
 *
 * ```ts
 * const { text, segments } = await transcribe({ model: transcriptionModel(potoo()), audio });
 * ```
 * `providerOptions: { potoo: … }` takes further fields of {@link TranscriptionRequest}, such as `language` or `diarize`.
 * `experimental_streamTranscribe` writes bare PCM (16-bit, mono) down turn by turn while somebody speaks, with every service.
 * @param model - A model id. @default 'auto'
 */
export function transcriptionModel(service: VoiceService, model = 'auto'): AiSdkTranscriptionModel {
  return {
    specificationVersion: 'v4',
    provider: 'potoo',
    modelId: model,
    async doGenerate({ audio, mediaType, timestampGranularities = [], providerOptions, abortSignal }) {
      const bytes = typeof audio === 'string' ? decodeBase64(audio) : new Uint8Array(audio);
      const further: Partial<TranscriptionRequest> = providerOptions?.['potoo'] ?? {};
      const wantsWords = timestampGranularities.includes('word');
      const transcript = await service.transcribe(
        { model, words: wantsWords, ...further, audio: new Blob([bytes], { type: mediaType }) },
        abortSignal ? { signal: abortSignal } : {},
      );
      const words = transcript.segments.flatMap((segment) => segment.words.map(toStretch));
      return {
        text: transcript.text,
        segments: transcript.segments.map(toStretch),
        ...(words.length > 0 && { words }),
        language: languageCode(transcript.language),
        durationInSeconds: transcript.duration,
        warnings: toAiSdkWarnings(transcript.warnings),
        response: { timestamp: new Date(), modelId: transcript.model },
      };
    },
    doStream: async (call) => ({ stream: streamTranscriptParts(service, model, call) }),
  };
}
