import type { AudioOutput } from '../../audio/audio-output.ts';
import { AUDIO_FORMATS, type AudioFormat, isAudioFormat } from '../../audio/formats.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { OutputOptions } from '../../contract/speech.ts';
import { BadRequestError } from '../../errors/errors.ts';
import { PATHS } from '../../wire/paths.ts';
import type { Connection } from '../shared/connection.ts';
import { uploadBody } from '../shared/upload-body.ts';
import { readMadeAudio } from './results.ts';

/** Formats that the converter of the API writes, and so everything can be had in. */
export const FORMATS = ['mp3', 'wav', 'flac', 'ogg', 'm4a', 'aac'] as const satisfies readonly AudioFormat[];

/** Tells whether a route that makes one channel writes what is asked for by itself. */
export function isWritten(request: OutputOptions, written: readonly AudioFormat[]): boolean {
  const { sampleRate, bitrate, channels } = request;
  const isReshaped = sampleRate !== undefined || bitrate !== undefined || channels === 'stereo';
  return written.includes(askedFormat(request)) && !isReshaped;
}

/** The format that a route is to make, for the result to be got from it without loss. */
export function routeFormat(request: OutputOptions, written: readonly AudioFormat[]): AudioFormat {
  return isWritten(request, written) ? askedFormat(request) : 'wav';
}

/**
 * Brings what a route has made into the form that was asked for. The routes of the API write few forms; its converter,
 * which costs nothing, writes the others.
 */
export async function reshape(
  connection: Connection,
  audio: AudioOutput,
  request: OutputOptions,
  options: CallOptions,
): Promise<AudioOutput> {
  const format = askedFormat(request);
  const channels = request.channels === undefined ? audio.channels : request.channels === 'stereo' ? 2 : 1;
  const isAsAsked =
    audio.format === format &&
    audio.sampleRate === (request.sampleRate ?? audio.sampleRate) &&
    audio.channels === channels &&
    (request.bitrate === undefined || !AUDIO_FORMATS[format].lossy);
  if (isAsAsked) return audio;
  const body = await uploadBody(connection.settings, { audio: audio.blob() }, outputForm(request));
  const sent = { method: 'POST', path: PATHS.convertAudio, accept: acceptOf(format), body } as const;
  const answer = await connection.transport.send(sent, options);
  return (await readMadeAudio(connection, answer, options)).audio;
}

/** The fields of the converter. */
export function outputForm(request: OutputOptions): Record<string, string | undefined> {
  return {
    format: askedFormat(request),
    bitrate: request.bitrate?.toString(),
    sample_rate: request.sampleRate?.toString(),
    channels: request.channels,
  };
}

/** Asks for audio, and lets the service answer with a task. */
export function acceptOf(format: AudioFormat): string {
  return `${AUDIO_FORMATS[format].contentType}, application/json;q=0.5`;
}

/** The format that a request asks for. @throws {BadRequestError} `unsupported_format`. */
export function askedFormat({ format = 'mp3' }: OutputOptions): AudioFormat {
  if (isAudioFormat(format) && FORMATS.some((one) => one === format)) return format;
  throw new BadRequestError('`format` names no audio format that TTS.ai makes.', {
    reason: 'unsupported_format',
    param: 'format',
    hint: `Use one of ${FORMATS.join(', ')}.`,
  });
}
