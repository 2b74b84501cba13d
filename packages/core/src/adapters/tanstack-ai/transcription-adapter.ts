import type { TranscriptionRequest } from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { decodeBase64 } from '../../wire/base64.ts';

/** What of a request Potoo knows beyond TanStack AI (`modelOptions`). */
export type TanStackTranscriptionOptions = Partial<
  Pick<TranscriptionRequest, 'words' | 'diarize' | 'numSpeakers' | 'punctuate'>
>;

/** What TanStack AI asks a transcription adapter (`TranscriptionOptions`). */
interface TranscriptionCall {
  /** A file; as text, its base64 or a data URL. */
  readonly audio: string | Blob | ArrayBuffer;
  readonly language?: string;
  readonly modelOptions?: TanStackTranscriptionOptions;
  readonly abortSignal?: AbortSignal;
}

/** A transcript as TanStack AI has it (`TranscriptionResult`). */
interface TranscribedResult {
  id: string;
  model: string;
  text: string;
  language: string;
  /** Seconds. */
  duration: number;
  segments: Array<{ id: number; start: number; end: number; text: string; confidence?: number; speaker?: string }>;
  words?: Array<{ word: string; start: number; end: number }>;
}

/** A transcription adapter of TanStack AI (`TranscriptionAdapter`), over a voice service. */
export interface TanStackTranscriptionAdapter<Model extends string = string> {
  readonly kind: 'transcription';
  readonly name: 'potoo';
  readonly model: Model;
  /** Only for types. */
  readonly '~types': { providerOptions: TanStackTranscriptionOptions };
  /** @throws {PotooError} What the service throws. */
  transcribe(call: TranscriptionCall): Promise<TranscribedResult>;
}

/**
 * Makes a voice service a transcription adapter of TanStack AI.
 *
 * ```ts
 * const { text } = await generateTranscription({ adapter: transcriptionAdapter(potoo()), audio: file });
 * ```
 * @param model - A model id. @default 'auto'
 */
export function transcriptionAdapter<const Model extends string = 'auto'>(
  service: VoiceService,
  model: Model = 'auto' as Model,
): TanStackTranscriptionAdapter<Model> {
  return {
    kind: 'transcription',
    name: 'potoo',
    model,
    '~types': { providerOptions: {} },
    async transcribe({ audio, language, modelOptions, abortSignal }) {
      const file = typeof audio === 'string' ? decodeBase64(audio.replace(/^data:[^,]*,/, '')) : audio;
      const request = { model, ...modelOptions, audio: file, ...(language !== undefined && { language }) };
      const transcript = await service.transcribe(request, abortSignal ? { signal: abortSignal } : {});
      const words = transcript.segments.flatMap((segment) =>
        segment.words.map(({ text, start, end }) => ({ word: text, start, end })),
      );
      return {
        id: transcript.response.requestId ?? crypto.randomUUID(),
        model: transcript.model,
        text: transcript.text,
        language: transcript.language,
        duration: transcript.duration,
        segments: transcript.segments.map(({ words: _, ...segment }, id) => ({ id, ...segment })),
        ...(words.length > 0 && { words }),
      };
    },
  };
}
