import type { ConvertVoiceRequest, TransformSpeechRequest } from '../../contract/voice-tools.ts';
import { PATHS } from '../../wire/paths.ts';
import type { UploadMapping } from './audio-upload.ts';

/** Saying a recording again in another voice. */
export const CONVERT_VOICE: UploadMapping<ConvertVoiceRequest> = {
  path: PATHS.convertVoice,
  fields: ['targetVoice', 'model'],
  form: (fields) => ({
    target_voice: fields.string('targetVoice'),
    model: fields.optionalString('model') ?? 'auto',
  }),
  format: 'mp3',
};

/** Changing how a recording is spoken. */
export const TRANSFORM_SPEECH: UploadMapping<TransformSpeechRequest> = {
  path: PATHS.transformSpeech,
  fields: ['voice', 'emotion', 'speed', 'model'],
  form: (fields) => ({
    // The path asks for a voice; this stands for the recording's own.
    voice: fields.optionalString('voice') ?? 'original',
    emotion: fields.optionalString('emotion'),
    speed: fields.optionalNumber('speed')?.toString(),
    model: fields.optionalString('model') ?? 'auto',
  }),
  format: 'mp3',
};
