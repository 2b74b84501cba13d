import type { AudioFormat } from '../../audio/formats.ts';
import type { ConvertAudioRequest, DereverbRequest, EnhanceRequest } from '../../contract/audio-tools.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { AudioResult, ConvertVoiceRequest, TransformSpeechRequest } from '../../contract/voice-tools.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import type { Fields } from '../../wire/fields.ts';
import { HEADERS, readMetadata } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import type { Connection } from '../shared/connection.ts';
import { RECORDING_FIELDS, type RecordingRequest } from '../shared/recording-fields.ts';
import { checkRanges } from '../shared/speech-fields.ts';
import { uploadBody } from '../shared/upload-body.ts';
import { leaveOutOfRecording, refuseConversion } from './lacks.ts';
import { acceptOf, askedFormat, outputForm, reshape, routeFormat } from './output.ts';
import { readMadeAudio } from './results.ts';

/** How a request that sends a recording is put to the API. */
export interface RecordingRoute<Request extends RecordingRequest> {
  readonly path: string;
  /** Fields of the request beside the recording's and the output's. */
  readonly fields: readonly Exclude<keyof Request & string, keyof RecordingRequest>[];
  /** Formats that the route writes. */
  readonly formats: readonly AudioFormat[];
  /** The fields as the form has them. */
  form(fields: Fields): Readonly<Record<string, string | undefined>>;
}

const WRITTEN = ['wav', 'mp3', 'flac'] as const;

/** Cleaning a recording up. */
export const ENHANCE: RecordingRoute<EnhanceRequest> = {
  path: PATHS.enhance,
  fields: ['denoise', 'clarity', 'superResolution', 'strength', 'model'],
  formats: WRITTEN,
  form: (fields) => ({
    denoise: fields.optionalBoolean('denoise')?.toString(),
    enhance_clarity: fields.optionalBoolean('clarity')?.toString(),
    super_resolution: fields.optionalBoolean('superResolution')?.toString(),
    strength: fields.optionalNumber('strength')?.toString(),
    model: modelOf(fields),
  }),
};

/** Taking the room out of a recording. */
export const DEREVERB: RecordingRoute<DereverbRequest> = {
  path: PATHS.dereverb,
  fields: ['type', 'intensity', 'model'],
  formats: WRITTEN,
  form: (fields) => ({
    type: fields.optionalString('type'),
    intensity: fields.optionalNumber('intensity')?.toString(),
    model: modelOf(fields),
  }),
};

/** Saying a recording again in another voice. */
export const CONVERT_VOICE: RecordingRoute<ConvertVoiceRequest> = {
  path: PATHS.convertVoice,
  fields: ['targetVoice', 'model'],
  formats: WRITTEN,
  form: (fields) => ({ target_voice: fields.string('targetVoice'), model: modelOf(fields) }),
};

/** Changing how a recording is spoken. */
export const TRANSFORM_SPEECH: RecordingRoute<TransformSpeechRequest> = {
  path: PATHS.transformSpeech,
  fields: ['voice', 'emotion', 'speed', 'model'],
  formats: WRITTEN,
  form: (fields) => ({
    voice: fields.optionalString('voice'),
    emotion: fields.optionalString('emotion'),
    speed: fields.optionalNumber('speed')?.toString(),
    model: modelOf(fields),
  }),
};

/** Sends a recording, and reads what is made of it, in the form that was asked for. */
export async function sendRecording<Request extends RecordingRequest>(
  connection: Connection,
  route: RecordingRoute<Request>,
  request: Request,
  options: CallOptions,
): Promise<AudioResult> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, [...RECORDING_FIELDS, ...route.fields]);
    checkRanges(fields);
    const left = leaveOutOfRecording(request);
    const format = routeFormat(request, route.formats);
    const body = await uploadBody(connection.settings, request, { ...route.form(fields), format });
    const sent = { method: 'POST', path: route.path, accept: acceptOf(format), body } as const;
    const answer = await connection.transport.send(sent, options);
    const { audio, usage, headers } = await readMadeAudio(connection, answer, options);
    return {
      audio: await reshape(connection, audio, request, options),
      warnings: [...left, ...readWarningsHeader(headers.get(HEADERS.warnings))],
      usage,
      response: readMetadata(headers),
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** Changes the form of audio. */
export async function convertAudio(
  connection: Connection,
  request: ConvertAudioRequest,
  options: CallOptions,
): Promise<AudioResult> {
  try {
    options.signal?.throwIfAborted();
    checkRanges(fieldsOf(request, [...RECORDING_FIELDS, 'speed']));
    refuseConversion(request);
    const body = await uploadBody(connection.settings, request, outputForm(request));
    const accept = acceptOf(askedFormat(request));
    const answer = await connection.transport.send({ method: 'POST', path: PATHS.convertAudio, accept, body }, options);
    const { audio, usage, headers } = await readMadeAudio(connection, answer, options);
    const warnings = readWarningsHeader(headers.get(HEADERS.warnings));
    return { audio, warnings, usage, response: readMetadata(headers) };
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** The model to send; the service has no word for "whichever". */
export function modelOf(fields: Fields): string | undefined {
  const model = fields.optionalString('model');
  return model === 'auto' ? undefined : model;
}
