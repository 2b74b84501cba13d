import { AudioOutput } from '../../audio/audio-output.ts';
import { AUDIO_FORMATS, isAudioFormat } from '../../audio/formats.ts';
import type { ConvertAudioRequest } from '../../contract/audio-tools.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { AudioResult } from '../../contract/voice-tools.ts';
import { BadRequestError } from '../../errors/errors.ts';
import type { Answer } from '../../transport/answer.ts';
import type { Transport } from '../../transport/transport.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { HEADERS, readCredits, readMetadata, readNumber } from '../../wire/headers.ts';
import { invalidResponse } from '../../wire/json.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from './caller-terms.ts';
import { type Uploads, uploadBody } from './upload-body.ts';

/** The format of a conversion that names none. */
const DEFAULT_FORMAT = 'mp3';

const CONVERSION_FIELDS: ReadonlyArray<keyof ConvertAudioRequest> = [
  'audio',
  'fileName',
  'format',
  'bitrate',
  'sampleRate',
  'channels',
  'loudness',
  'speed',
];

/** Changes the form of audio. */
export async function convertAudio(
  transport: Transport,
  uploads: Uploads,
  request: ConvertAudioRequest,
  options: CallOptions,
): Promise<AudioResult> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, CONVERSION_FIELDS);
    const format = fields.optionalString('format') ?? DEFAULT_FORMAT;
    if (!isAudioFormat(format)) throw unknownFormat();
    const body = await uploadBody(uploads, request, {
      format,
      bitrate: fields.optionalNumber('bitrate')?.toString(),
      sample_rate: fields.optionalNumber('sampleRate')?.toString(),
      channels: fields.optionalOneOf('channels', ['mono', 'stereo']),
      loudness: fields.optionalNumber('loudness')?.toString(),
      speed: fields.optionalNumber('speed')?.toString(),
    });
    const accept = AUDIO_FORMATS[format].contentType;
    const answer = await transport.send({ method: 'POST', path: PATHS.convertAudio, accept, body }, options);
    const bytes = await answer.bytes();
    return {
      audio: new AudioOutput(bytes, { format, ...readAudioFacts(answer) }),
      warnings: readWarningsHeader(answer.headers.get(HEADERS.warnings)),
      usage: readCredits(answer.headers),
      response: readMetadata(answer.headers),
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
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

function unknownFormat(): BadRequestError {
  return new BadRequestError('`format` names no audio format that can be made.', {
    reason: 'unsupported_format',
    param: 'format',
    hint: `Use one of ${Object.keys(AUDIO_FORMATS).join(', ')}.`,
  });
}
