import { AUDIO_FORMATS, type AudioFormat } from '../../audio/formats.ts';
import type { SpeechOptions } from '../../contract/speech.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { BadRequestError } from '../../errors/errors.ts';
import { type AiSdkAudioFormat, formatOfMediaType } from './audio-format.ts';
import { partStream, readUntil } from './part-stream.ts';
import { type AiSdkWarning, noInstructions, toAiSdkWarnings } from './warnings.ts';

/** A piece of text (`SpeechModelV4StreamTextPart`). */
interface TextPart {
  readonly text: string;
  readonly voice?: string;
}

/** What the AI SDK asks for a stream of speech (`SpeechModelV4StreamOptions`). */
export interface SpeechStreamCall {
  readonly text: ReadableStream<TextPart>;
  readonly voice?: string;
  readonly outputFormat?: AiSdkAudioFormat;
  readonly instructions?: string;
  readonly speed?: number;
  readonly language?: string;
  readonly providerOptions?: Readonly<Record<string, object>>;
  readonly abortSignal?: AbortSignal;
}

/** One part of a stream of speech (`SpeechModelV4StreamPart`). */
export type SpeechPart =
  | { type: 'stream-start'; warnings: AiSdkWarning[] }
  | { type: 'response-metadata'; timestamp: Date; modelId: string }
  | { type: 'audio'; audio: Uint8Array; audioFormat: { type: string; rate?: number } }
  | {
      type: 'finish';
      usage: { inputCharacters?: number };
      providerMetadata: { potoo: Record<string, string | number | Record<string, string | number>[]> };
    };

/** Speaks text that may still be arriving, sentence by sentence. */
export function streamSpeechParts(
  service: VoiceService,
  model: string,
  call: SpeechStreamCall,
): ReadableStream<SpeechPart> {
  const { voice, outputFormat, instructions, speed, language, providerOptions, abortSignal } = call;
  return partStream(
    call.text,
    async function* (signal) {
      const further: SpeechOptions = providerOptions?.['potoo'] ?? {};
      const text = textOf(call, signal);
      const events = service.streamSpeech(
        {
          ...{ model, words: true, text, ...further },
          ...(voice !== undefined && { voice }),
          ...(outputFormat && { format: formatOfMediaType(outputFormat.type) }),
          ...(outputFormat?.rate !== undefined && { sampleRate: outputFormat.rate }),
          ...(speed !== undefined && { speed }),
          ...(language !== undefined && language !== 'auto' && { language }),
        },
        { signal },
      );
      let audioFormat = { type: '' };
      for await (const event of events) {
        if (event.type === 'start') {
          audioFormat = formatOf(event.format, event.sampleRate);
          const warnings = toAiSdkWarnings(event.warnings);
          yield { type: 'stream-start', warnings: [...warnings, ...noInstructions(instructions)] };
          yield { type: 'response-metadata', timestamp: new Date(), modelId: event.model };
        } else if (event.type === 'audio') {
          yield { type: 'audio', audio: event.data, audioFormat };
        } else if (event.type === 'done') {
          const { voice: speaker, language: spoken, duration, words, usage } = event.details;
          yield {
            type: 'finish',
            usage: usage.characters === undefined ? {} : { inputCharacters: usage.characters },
            providerMetadata: {
              potoo: { voice: speaker, language: spoken, duration, words: words.map((word) => ({ ...word })) },
            },
          };
        }
      }
    },
    abortSignal,
  );
}

/** A service speaks a stream in one voice: a part with another one fails it, as the AI SDK has it. */
async function* textOf({ text, voice }: SpeechStreamCall, signal: AbortSignal): AsyncGenerator<string> {
  for await (const part of readUntil(text, signal)) {
    if (part.voice !== undefined && part.voice !== voice) {
      throw new BadRequestError(
        `A stream has one voice, and a part of its text asks for "${part.voice.slice(0, 80)}".`,
        {
          reason: 'invalid_parameter',
          param: 'voice',
          hint: 'Speak each voice in a stream of its own.',
        },
      );
    }
    yield part.text;
  }
}

function formatOf(format: AudioFormat, sampleRate: number): { type: string; rate?: number } {
  const type = AUDIO_FORMATS[format].contentType;
  return format === 'pcm' ? { type, rate: sampleRate } : { type };
}
