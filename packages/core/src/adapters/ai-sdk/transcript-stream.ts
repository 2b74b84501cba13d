import type {
  Transcript,
  TranscriptEvent,
  TranscriptionRequest,
  TranscriptSegment,
} from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { streamOf } from '../../transport/byte-streams.ts';
import { decodeBase64 } from '../../wire/base64.ts';
import type { AiSdkAudioFormat } from './audio-format.ts';
import { transcribePcm } from './live-transcript.ts';
import { partStream, readUntil } from './part-stream.ts';
import { languageCode, type Stretch, toStretch } from './stretches.ts';
import { type AiSdkWarning, toAiSdkWarnings } from './warnings.ts';

/** What the AI SDK asks for a stream of a transcript (`TranscriptionModelV4StreamOptions`). */
export interface TranscriptStreamCall {
  /** Bytes, or bytes as base64. */
  readonly audio: ReadableStream<Uint8Array | string>;
  readonly inputAudioFormat: AiSdkAudioFormat;
  readonly providerOptions?: Readonly<Record<string, object>>;
  readonly abortSignal?: AbortSignal;
}

/** One part of a stream of a transcript (`TranscriptionModelV4StreamPart`). */
export type TranscriptPart =
  | { type: 'stream-start'; warnings: AiSdkWarning[] }
  | { type: 'transcript-partial'; text: string; startSecond: number }
  | { type: 'transcript-final'; id: string; text: string; startSecond: number; endSecond: number }
  | { type: 'response-metadata'; timestamp: Date; modelId: string }
  | {
      type: 'finish';
      text: string;
      segments: Stretch[];
      language?: string;
      durationInSeconds: number;
      /** What the service warned of: it is known at the end only. */
      providerMetadata: { potoo: { warnings: AiSdkWarning[] } };
    };

/** Writes down sound that keeps coming: bare PCM turn by turn, as somebody speaks; a file as the service reads it. */
export function streamTranscriptParts(
  service: VoiceService,
  model: string,
  { audio, inputAudioFormat, providerOptions, abortSignal }: TranscriptStreamCall,
): ReadableStream<TranscriptPart> {
  const further: Partial<TranscriptionRequest> = providerOptions?.['potoo'] ?? {};
  const request = { model, ...further };
  return partStream(
    audio,
    async function* (signal) {
      yield { type: 'stream-start', warnings: [] };
      const bytes = bytesOf(audio, signal);
      const events = isPcm(inputAudioFormat)
        ? transcribePcm(service, request, { bytes, sampleRate: inputAudioFormat.rate ?? PCM_RATE, signal })
        : service.streamTranscript({ ...request, audio: streamOf(bytes) }, { signal });
      yield* partsOf(events);
    },
    abortSignal,
  );
}

/** Rate of PCM that does not tell its own, hertz: what speech is recognised at. */
const PCM_RATE = 16_000;

const isPcm = ({ type }: AiSdkAudioFormat): boolean => /^audio\/(?:x-)?(?:pcm|raw)\b/i.test(type);

async function* bytesOf(audio: TranscriptStreamCall['audio'], signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const chunk of readUntil(audio, signal)) yield typeof chunk === 'string' ? decodeBase64(chunk) : chunk;
}

async function* partsOf(events: AsyncIterable<TranscriptEvent>): AsyncGenerator<TranscriptPart> {
  let count = 0;
  for await (const event of events) {
    if (event.type === 'partial') yield { type: 'transcript-partial', text: event.text, startSecond: event.start };
    if (event.type === 'segment') yield finalPart(event.segment, `segment-${count++}`);
    if (event.type === 'done') yield* lastParts(event.transcript);
  }
}

function finalPart(segment: TranscriptSegment, id: string): TranscriptPart {
  return { type: 'transcript-final', id, ...toStretch(segment) };
}

function* lastParts({ text, segments, language, duration, model, warnings }: Transcript): Generator<TranscriptPart> {
  yield { type: 'response-metadata', timestamp: new Date(), modelId: model };
  const code = languageCode(language);
  yield {
    ...{ type: 'finish', text, segments: segments.map(toStretch), durationInSeconds: duration },
    ...(code !== undefined && { language: code }),
    providerMetadata: { potoo: { warnings: toAiSdkWarnings(warnings) } },
  };
}
