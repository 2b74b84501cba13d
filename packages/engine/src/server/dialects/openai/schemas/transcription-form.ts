import { z } from 'zod';
import { languageField, nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { flagFromText, formObject, numberFromText } from '../../../requests/form-fields.ts';
import type { Upload } from '../../../requests/receive-upload.ts';

/** Fields that may be there several times; their names end in brackets, which some clients leave out. */
const LISTS = [
  'timestamp_granularities',
  'include',
  'keywords',
  'languages',
  'known_speaker_names',
  'known_speaker_references',
];

/** The names of the form's fields that may be there more than once. */
export const LIST_FIELDS: ReadonlySet<string> = new Set(LISTS.flatMap((name) => [name, `${name}[]`]));

/** Fields that OpenAI documents and no recogniser here follows. */
const NOT_FOLLOWED = ['prompt', 'chunking_strategy', ...LISTS.filter((name) => name !== 'timestamp_granularities')];

const TRANSLATION_FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt'] as const;
const TRANSCRIPTION_FORMATS = [...TRANSLATION_FORMATS, 'diarized_json'] as const;

const shared = {
  model: optionalField(nameField),
  temperature: numberFromText(z.number().min(0).max(1).default(0)).describe('A number from 0 to 1.'),
};

/** The form of `POST /v1/audio/transcriptions`, without its file. */
export const transcription = z.looseObject({
  ...shared,
  language: languageField,
  response_format: z
    .enum(TRANSCRIPTION_FORMATS)
    .default('json')
    .describe(`One of ${TRANSCRIPTION_FORMATS.join(', ')}.`),
  timestamp_granularities: z
    .array(z.enum(['word', 'segment']))
    .optional()
    .describe('word, segment, or both.'),
  stream: flagFromText,
});

/** The form of `POST /v1/audio/translations`, without its file. */
export const translation = z.looseObject({
  ...shared,
  response_format: z
    .enum(TRANSLATION_FORMATS)
    .default('json')
    .describe(`One of ${TRANSLATION_FORMATS.join(', ')}.`),
});

/** Names of fields that were sent and are left out. */
interface LeftOutFields {
  /** Those that OpenAI documents. */
  readonly notFollowed: readonly string[];
  /** Those that it does not. */
  readonly notKnown: readonly string[];
}

/** A form that was checked. */
export type TranscriptionForm = z.output<typeof transcription> & LeftOutFields;

/** A form that was checked. */
export type TranslationForm = z.output<typeof translation> & LeftOutFields;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseTranscriptionForm(upload: Upload): TranscriptionForm {
  const form = parseRequest(transcription, formOf(upload));
  return { ...form, ...leftOutFields(form, transcription) };
}

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseTranslationForm(upload: Upload): TranslationForm {
  const form = parseRequest(translation, formOf(upload));
  return { ...form, ...leftOutFields(form, translation) };
}

/** All fields as one object, lists by their names without brackets. */
function formOf({ fields, lists }: Upload): Record<string, unknown> {
  const joined: Record<string, string[]> = {};
  for (const [name, values] of lists) {
    const bare = name.replace('[]', '');
    joined[bare] = [...(joined[bare] ?? []), ...values.filter((value) => value !== '')];
  }
  return { ...formObject(fields), ...joined };
}

function leftOutFields(form: { readonly temperature: number }, schema: z.ZodObject): LeftOutFields {
  // An object arrives as one field per key: chunking_strategy[type].
  const sent = new Set(Object.keys(form).map((name) => name.replace(/\[.*$/s, '')));
  return {
    notFollowed: [
      ...NOT_FOLLOWED.filter((name) => sent.has(name)),
      // 0, which many clients always send, is what the recognisers do.
      ...(form.temperature > 0 ? ['temperature'] : []),
    ],
    notKnown: [...sent].filter((name) => !Object.hasOwn(schema.shape, name) && !NOT_FOLLOWED.includes(name)),
  };
}
