import { AUDIO_FORMATS, type AudioFormat, isAudioFormat } from '../audio/formats.ts';
import type { Pronunciation, SpeechRequest } from '../contract/speech.ts';
import { BadRequestError } from '../errors/errors.ts';
import { defined, type FieldFailure, Fields, isRecord } from './fields.ts';

/** What the answer to `POST /v1/tts/` is: an audio file, or {@link SpeechEventLine}s. */
export type StreamFormat = 'audio' | 'events';

/** The JSON body of `POST /v1/tts/`: the seed's fields, then Potoo's own. */
export interface SpeechBody {
  readonly model?: string;
  readonly text: string;
  readonly voice?: string;
  readonly format?: AudioFormat;
  readonly speed?: number;
  readonly language?: string;
  readonly stream?: boolean;
  readonly input_type?: 'text' | 'ssml';
  readonly lexicon?: Readonly<Record<string, Pronunciation>>;
  readonly words?: boolean;
  readonly verify?: boolean;
  readonly bitrate?: number;
  readonly sample_rate?: number;
  readonly channels?: 'mono' | 'stereo';
  readonly loudness?: number;
  readonly stream_format?: StreamFormat;
}

/** How the answer to a speech request should travel. */
export interface SpeechDelivery {
  /** Whether bytes should leave before all of them are made. @default false */
  readonly stream?: boolean;
  /** @default 'audio' */
  readonly streamFormat?: StreamFormat;
}

/** A speech body that was read and checked for types; ranges are the engine's to check. */
export interface ReadSpeechBody {
  readonly request: SpeechRequest;
  readonly delivery: Required<SpeechDelivery>;
  /** Fields that mean nothing here, such as other services' extras. */
  readonly unknown: readonly string[];
}

const KNOWN: ReadonlyArray<keyof SpeechBody | 'pronunciations'> = [
  'model',
  'text',
  'voice',
  'format',
  'speed',
  'language',
  'stream',
  'input_type',
  'lexicon',
  'pronunciations',
  'words',
  'verify',
  'bitrate',
  'sample_rate',
  'channels',
  'loudness',
  'stream_format',
];

/** Writes a request. Fields that the caller left out are left out. */
export function toSpeechBody(request: SpeechRequest, delivery: SpeechDelivery = {}): SpeechBody {
  const { inputType, sampleRate, model, text, voice, format, speed, language, lexicon } = request;
  const { words, verify, bitrate, channels, loudness } = request;
  return {
    text,
    ...defined({ model, voice, format, speed, language, stream: delivery.stream }),
    ...defined({ input_type: inputType, lexicon, words, verify, bitrate, sample_rate: sampleRate, channels, loudness }),
    ...defined({ stream_format: delivery.streamFormat }),
  };
}

/**
 * Reads a body from outside.
 * @throws {BadRequestError} If a field has another type; `param` is its name on the wire.
 */
export function fromSpeechBody(body: unknown): ReadSpeechBody {
  const fields = new Fields(body, failAsRequest);
  const lexiconField = fields.raw('lexicon') === undefined ? 'pronunciations' : 'lexicon';
  return {
    request: {
      text: fields.string('text'),
      ...defined({
        model: fields.optionalString('model'),
        voice: fields.optionalString('voice'),
        format: readFormat(fields),
        speed: fields.optionalNumber('speed'),
        language: fields.optionalString('language'),
        inputType: fields.optionalOneOf('input_type', ['text', 'ssml']),
        lexicon: readLexicon(fields.raw(lexiconField), lexiconField),
        words: fields.optionalBoolean('words'),
        verify: fields.optionalBoolean('verify'),
        bitrate: fields.optionalNumber('bitrate'),
        sampleRate: fields.optionalNumber('sample_rate'),
        channels: fields.optionalOneOf('channels', ['mono', 'stereo']),
        loudness: fields.optionalNumber('loudness'),
      }),
    },
    delivery: {
      stream: fields.optionalBoolean('stream') ?? false,
      streamFormat: fields.optionalOneOf('stream_format', ['audio', 'events']) ?? 'audio',
    },
    unknown: fields.unknown(KNOWN),
  };
}

const failAsRequest: FieldFailure = (path, expected) =>
  path === ''
    ? new BadRequestError(`The body is not ${expected}.`, {
        reason: 'malformed_body',
        hint: 'Send a JSON object with at least `text`, with Content-Type: application/json.',
      })
    : new BadRequestError(`\`${path}\` is not ${expected}.`, {
        reason: 'invalid_parameter',
        param: path,
        hint: `Send ${expected} as \`${path}\`.`,
      });

function readFormat(fields: Fields): AudioFormat | undefined {
  const format = fields.optionalString('format');
  if (format === undefined || isAudioFormat(format)) return format;
  throw new BadRequestError('`format` names no audio format that can be made.', {
    reason: 'unsupported_format',
    param: 'format',
    hint: `Use one of ${Object.keys(AUDIO_FORMATS).join(', ')}.`,
  });
}

function readLexicon(value: unknown, param: string): Record<string, Pronunciation> | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw failAsRequest(param, 'an object of words and their pronunciations');
  return Object.fromEntries(Object.entries(value).map(([word, entry]) => [word, readPronunciation(entry, param)]));
}

function readPronunciation(entry: unknown, param: string): Pronunciation {
  if (typeof entry === 'string') return entry;
  if (isRecord(entry)) {
    const { ipa, respelling } = entry;
    if (typeof ipa === 'string') return { ipa };
    if (typeof respelling === 'string') return { respelling };
  }
  throw failAsRequest(param, 'an object whose values are respellings or { ipa }');
}
