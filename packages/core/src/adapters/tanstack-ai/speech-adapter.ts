import type { AudioFormat } from '../../audio/formats.ts';
import type { SpeechOptions } from '../../contract/speech.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { Voice } from '../../contract/voices.ts';
import { encodeBase64 } from '../../wire/base64.ts';

/** What of a request Potoo knows beyond TanStack AI (`modelOptions`). */
export type TanStackSpeechOptions = Partial<
  Pick<SpeechOptions, 'language' | 'inputType' | 'lexicon' | 'bitrate' | 'sampleRate' | 'channels' | 'loudness'>
>;

/** What TanStack AI asks a speech adapter (`TTSOptions`). */
interface SpeechCall {
  readonly text: string;
  readonly timestamps?: boolean;
  readonly voice?: string;
  readonly format?: Exclude<AudioFormat, 'ogg' | 'm4a'>;
  readonly speed?: number;
  readonly modelOptions?: TanStackSpeechOptions;
  readonly abortSignal?: AbortSignal;
}

/** Speech as TanStack AI has it (`TTSResult`). */
interface SpokenResult {
  id: string;
  model: string;
  /** Base64. */
  audio: string;
  format: string;
  contentType: string;
  /** Seconds. */
  duration: number;
  alignment?: { unit: 'word'; texts: string[]; startSeconds: number[]; endSeconds: number[] };
}

/** A voice as TanStack AI has it (`CatalogVoice`). */
interface CatalogVoice {
  voiceId: string;
  name: string;
  origin: 'premade' | 'cloned';
  previewUrl?: string;
  labels: Record<string, string>;
}

/** A speech adapter of TanStack AI (`TTSAdapter`), over a voice service. */
export interface TanStackSpeechAdapter<Model extends string = string> {
  readonly kind: 'tts';
  readonly name: 'potoo';
  readonly model: Model;
  readonly capabilities: { timestamps: true };
  /** Only for types. */
  readonly '~types': { providerOptions: TanStackSpeechOptions };
  /** @throws {PotooError} What the service throws. */
  generateSpeech(call: SpeechCall): Promise<SpokenResult>;
  listVoices(options?: {
    origins?: Array<'premade' | 'generated' | 'cloned' | 'professional'>;
    abortSignal?: AbortSignal;
  }): Promise<{ voices: CatalogVoice[] }>;
}

/**
 * Makes a voice service a speech adapter of TanStack AI.
 *
 * ```ts
 * const { audio } = await generateSpeech({ adapter: speechAdapter(potoo(), 'kokoro'), text: 'Hello.' });
 * ```
 * @param model - A model id. @default 'auto'
 */
export function speechAdapter<const Model extends string = 'auto'>(
  service: VoiceService,
  model: Model = 'auto' as Model,
): TanStackSpeechAdapter<Model> {
  return {
    kind: 'tts',
    name: 'potoo',
    model,
    capabilities: { timestamps: true },
    '~types': { providerOptions: {} },
    async generateSpeech({ text, timestamps = false, voice, format, speed, modelOptions, abortSignal }) {
      const request = {
        ...{ model, text, words: timestamps, ...modelOptions },
        ...(voice !== undefined && { voice }),
        ...(format !== undefined && { format }),
        ...(speed !== undefined && { speed }),
      };
      const { audio, words, ...details } = await service.synthesize(
        request,
        abortSignal ? { signal: abortSignal } : {},
      );
      return {
        id: details.response.requestId ?? crypto.randomUUID(),
        model: details.model,
        audio: encodeBase64(audio.bytes()),
        format: audio.format,
        contentType: audio.contentType,
        duration: audio.duration,
        ...(timestamps && {
          alignment: {
            unit: 'word' as const,
            texts: words.map((word) => word.text),
            startSeconds: words.map(({ start }) => start),
            endSeconds: words.map(({ end }) => end),
          },
        }),
      };
    },
    async listVoices({ origins, abortSignal } = {}) {
      const voices = await service.listVoices({}, abortSignal ? { signal: abortSignal } : {});
      const all = voices.filter((voice) => model === 'auto' || voice.model === model).map(toCatalogVoice);
      return { voices: all.filter(({ origin }) => !origins || origins.includes(origin)) };
    },
  };
}

function toCatalogVoice({ id, name, cloned, previewUrl, gender, languages, model, state }: Voice): CatalogVoice {
  return {
    voiceId: id,
    name,
    origin: cloned ? 'cloned' : 'premade',
    ...(previewUrl !== undefined && { previewUrl }),
    labels: { gender, language: languages.join(', '), model, state },
  };
}
