import { AudioOutput } from '../../audio/audio-output.ts';
import { isAudioFormat } from '../../audio/formats.ts';
import type { CallOptions } from '../../contract/call-options.ts';
import type { TranslateSpeechRequest, TranslationResult } from '../../contract/voice-tools.ts';
import type { Transport } from '../../transport/transport.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { Fields } from '../../wire/fields.ts';
import { HEADERS, readCredits, readMetadata } from '../../wire/headers.ts';
import { invalidResponse, parseJson } from '../../wire/json.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { RECORDING_FIELDS } from '../shared/recording-fields.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';
import { outputForm, readFormat } from './audio-upload.ts';

const TRANSLATION_FIELDS: readonly string[] = [
  ...RECORDING_FIELDS,
  'targetLanguage',
  'sourceLanguage',
  'voice',
  'preserveVoice',
  'speak',
  'model',
] satisfies ReadonlyArray<keyof TranslateSpeechRequest>;

/** Says a recording in another language. Texts and audio come as the parts of a form. */
export async function translateSpeech(
  transport: Transport,
  uploads: Uploads,
  request: TranslateSpeechRequest,
  options: CallOptions,
): Promise<TranslationResult> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, TRANSLATION_FIELDS);
    const body = await uploadBody(uploads, request, {
      target_language: fields.string('targetLanguage'),
      source_language: fields.optionalString('sourceLanguage'),
      voice: fields.optionalString('voice'),
      preserve_voice: fields.optionalBoolean('preserveVoice')?.toString(),
      speak: fields.optionalBoolean('speak')?.toString(),
      model: fields.optionalString('model'),
      ...outputForm(fields, readFormat(fields, 'mp3')),
    });
    const sent = { method: 'POST', path: PATHS.translateSpeech, accept: 'multipart/form-data', body } as const;
    const answer = await transport.send(sent, options);
    return {
      ...(await readTranslationForm(await answer.form())),
      warnings: readWarningsHeader(answer.headers.get(HEADERS.warnings)),
      usage: readCredits(answer.headers),
      response: readMetadata(answer.headers),
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}

async function readTranslationForm(form: FormData) {
  const entry = form.get('translation');
  const file = form.get('audio');
  const facts = new Fields(typeof entry === 'string' ? parseJson(entry) : undefined);
  const format = facts.string('format');
  if (!(file instanceof Blob) || !isAudioFormat(format)) throw invalidResponse('it has no audio');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const duration = facts.number('duration');
  const sampleRate = facts.number('sample_rate');
  const channels = facts.number('channels');
  return {
    audio: new AudioOutput(bytes, { format, duration, sampleRate, channels }),
    originalText: facts.string('original_text'),
    translatedText: facts.string('translated_text'),
    sourceLanguage: facts.string('source_language'),
    targetLanguage: facts.string('target_language'),
  };
}
