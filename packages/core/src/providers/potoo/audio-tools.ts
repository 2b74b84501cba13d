import type {
  Analysis,
  AnalyzeRequest,
  ConvertAudioRequest,
  DereverbRequest,
  EnhanceRequest,
} from '../../contract/audio-tools.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { Transport } from '../../transport/transport.ts';
import { fromWireAnalysis } from '../../wire/analysis.ts';
import { readCredits, readMetadata } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';
import type { UploadMapping } from './audio-upload.ts';

/** Changing the form of audio. */
export const CONVERT_AUDIO: UploadMapping<ConvertAudioRequest> = {
  path: PATHS.convertAudio,
  fields: ['speed'],
  form: (fields) => ({ speed: fields.optionalNumber('speed')?.toString() }),
  format: 'mp3',
};

/** Cleaning a recording up. */
export const ENHANCE: UploadMapping<EnhanceRequest> = {
  path: PATHS.enhance,
  fields: ['denoise', 'clarity', 'superResolution', 'strength', 'model'],
  form: (fields) => ({
    denoise: fields.optionalBoolean('denoise')?.toString(),
    enhance_clarity: fields.optionalBoolean('clarity')?.toString(),
    super_resolution: fields.optionalBoolean('superResolution')?.toString(),
    strength: fields.optionalNumber('strength')?.toString(),
    model: fields.optionalString('model'),
  }),
  format: 'mp3',
};

/** Taking the room out of a recording. */
export const DEREVERB: UploadMapping<DereverbRequest> = {
  path: PATHS.dereverb,
  fields: ['type', 'intensity', 'model'],
  form: (fields) => ({
    type: fields.optionalString('type'),
    intensity: fields.optionalNumber('intensity')?.toString(),
    model: fields.optionalString('model'),
  }),
  format: 'mp3',
};

const ANALYSIS_FIELDS: ReadonlyArray<keyof AnalyzeRequest> = ['audio', 'fileName', 'beats', 'picture', 'model'];

/** Measures a recording. */
export async function analyze(
  transport: Transport,
  uploads: Uploads,
  request: AnalyzeRequest,
  options: CallOptions,
): Promise<Analysis> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, ANALYSIS_FIELDS);
    const body = await uploadBody(uploads, request, {
      beats: fields.optionalBoolean('beats')?.toString(),
      picture: fields.optionalBoolean('picture')?.toString(),
      model: fields.optionalString('model'),
    });
    const sent = { method: 'POST', path: PATHS.analyze, accept: 'application/json', body } as const;
    const answer = await transport.send(sent, options);
    const analysis = fromWireAnalysis(await answer.json());
    const usage = { ...analysis.usage, ...readCredits(answer.headers) };
    return { ...analysis, usage, response: readMetadata(answer.headers) };
  } catch (error) {
    throw inCallerTerms(error);
  }
}
