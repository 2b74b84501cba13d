import { AudioOutput } from '../../audio/audio-output.ts';
import { AUDIO_FORMATS, type AudioFormat, isAudioFormat } from '../../audio/formats.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { AudioResult } from '../../contract/voice-tools.ts';
import { BadRequestError } from '../../errors/errors.ts';
import type { Answer } from '../../transport/answer.ts';
import type { Transport } from '../../transport/transport.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import type { Fields } from '../../wire/fields.ts';
import { HEADERS, readCredits, readMetadata, readNumber } from '../../wire/headers.ts';
import { invalidResponse } from '../../wire/json.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { RECORDING_FIELDS, type RecordingRequest } from '../shared/recording-fields.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';

/** How a request that sends audio is put on the wire. */
export interface UploadMapping<Request extends RecordingRequest> {
  readonly path: string;
  /** Fields of the request beside the audio and the output's. */
  readonly fields: readonly Exclude<keyof Request & string, keyof RecordingRequest>[];
  /** Those fields as the form has them. */
  form(fields: Fields): Readonly<Record<string, string | undefined>>;
  /** The format where none is asked for. */
  readonly format: AudioFormat;
}

/** Sends audio, and reads the audio that is made of it. */
export async function sendForAudio<Request extends RecordingRequest>(
  transport: Transport,
  uploads: Uploads,
  mapping: UploadMapping<Request>,
  request: Request,
  options: CallOptions,
): Promise<AudioResult> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, [...RECORDING_FIELDS, ...mapping.fields]);
    const format = readFormat(fields, mapping.format);
    const body = await uploadBody(uploads, request, { ...mapping.form(fields), ...outputForm(fields, format) });
    const accept = AUDIO_FORMATS[format].contentType;
    const answer = await transport.send({ method: 'POST', path: mapping.path, accept, body }, options);
    return await readAudioResult(answer, format);
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** The fields of a form that say how the result is to be written. */
export function outputForm(fields: Fields, format: AudioFormat): Record<string, string | undefined> {
  return {
    format,
    bitrate: fields.optionalNumber('bitrate')?.toString(),
    sample_rate: fields.optionalNumber('sampleRate')?.toString(),
    channels: fields.optionalOneOf('channels', ['mono', 'stereo']),
    loudness: fields.optionalNumber('loudness')?.toString(),
  };
}

/** The format that a request asks for. @throws {BadRequestError} `unsupported_format`. */
export function readFormat(fields: Fields, otherwise: AudioFormat): AudioFormat {
  const format = fields.optionalString('format') ?? otherwise;
  if (isAudioFormat(format)) return format;
  throw new BadRequestError('`format` names no audio format that can be made.', {
    reason: 'unsupported_format',
    param: 'format',
    hint: `Use one of ${Object.keys(AUDIO_FORMATS).join(', ')}.`,
  });
}

/** Reads an answer whose body is an audio file. */
export async function readAudioResult(answer: Answer, format: AudioFormat): Promise<AudioResult> {
  const bytes = await answer.bytes();
  return {
    audio: new AudioOutput(bytes, { format, ...readAudioFacts(answer) }),
    warnings: readWarningsHeader(answer.headers.get(HEADERS.warnings)),
    usage: readCredits(answer.headers),
    response: readMetadata(answer.headers),
  };
}

function readAudioFacts({ headers }: Answer): { duration: number; sampleRate: number; channels: number } {
  const duration = readNumber(headers, HEADERS.duration);
  const sampleRate = readNumber(headers, HEADERS.sampleRate);
  const channels = readNumber(headers, HEADERS.channels);
  if (duration === undefined || sampleRate === undefined || channels === undefined) {
    throw invalidResponse('its headers do not describe the audio');
  }
  return { duration, sampleRate, channels };
}
