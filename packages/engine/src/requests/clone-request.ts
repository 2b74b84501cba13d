import type { CloneVoiceRequest, ImportVoiceRequest, SpeakAsRequest } from '@potoo/core';
import { BadRequestError } from '@potoo/core/errors';
import { z } from 'zod';
import { audioField } from './audio-fields.ts';
import { languageField, nameField } from './fields.ts';
import { parseRequest } from './parse-request.ts';
import { type CheckedSpeechRequest, checkSpeechRequest } from './speech-request.ts';

/** The name of a cloned voice. */
export const voiceNameField = z.string().trim().min(1).max(100).describe('A name of 1 to 100 characters.');

/** Shorter is no statement. */
const LEAST_STATEMENT = 10;
const CONSENT_HINT =
  'Give { speaker, statement, date? }: whose voice it is, and what this person agreed to, in at least 10 characters.';

/** Who agreed to the cloning of their voice, and in what words. */
export const consentFields = {
  speaker: z.string().trim().min(1).max(200),
  statement: z.string().trim().min(LEAST_STATEMENT).max(2000),
  date: z.date().optional(),
};

const cloneSchema = z.strictObject({
  reference: audioField,
  name: voiceNameField,
  consent: z.strictObject(consentFields).describe(CONSENT_HINT),
  model: nameField,
  language: languageField,
});

/** A request to clone with its defaults applied. */
export type CheckedCloneRequest = Omit<z.output<typeof cloneSchema>, 'consent'> & {
  readonly consent: { readonly speaker: string; readonly statement: string; readonly date: Date };
};

/** Checks a request to clone. @throws {BadRequestError} `consent_required`, `missing_file` and the like. */
export function checkCloneRequest(request: CloneVoiceRequest): CheckedCloneRequest {
  const checked = parseRequest(cloneSchema, request, { reference: 'missing_file', consent: 'consent_required' });
  const date = checked.consent.date ?? new Date();
  // A clock may be a little ahead of ours.
  if (!(date.getTime() <= Date.now() + 24 * 3600 * 1000)) {
    throw new BadRequestError('The date of the consent has yet to come.', {
      reason: 'consent_required',
      param: 'consent.date',
      hint: 'Give the day on which the person agreed, or leave it out for today.',
    });
  }
  return { ...checked, consent: { ...checked.consent, date } };
}

const importSchema = z.strictObject({ file: audioField, name: voiceNameField.optional() });

/** A request to import with its defaults applied. */
export type CheckedImportRequest = z.output<typeof importSchema>;

/** Checks a request to import a voice. @throws {BadRequestError} `missing_file` and the like. */
export function checkImportRequest(request: ImportVoiceRequest): CheckedImportRequest {
  return parseRequest(importSchema, request, { file: 'missing_file' });
}

const referenceSchema = z.looseObject({ reference: audioField });

/** A request to speak as somebody, its two halves checked. */
export interface CheckedSpeakAsRequest {
  readonly reference: z.output<typeof audioField>;
  readonly speech: CheckedSpeechRequest;
}

/** Checks a request to speak as somebody. @throws {BadRequestError} `missing_file` and whatever speech is refused for. */
export function checkSpeakAsRequest(request: SpeakAsRequest, maxCharacters: number): CheckedSpeakAsRequest {
  const { reference, ...speech } = parseRequest(referenceSchema, request, { reference: 'missing_file' });
  if ('voice' in speech && speech['voice'] !== undefined) {
    throw new BadRequestError('There is no parameter "voice" beside a reference.', {
      reason: 'unknown_parameter',
      param: 'voice',
      hint: 'The reference is the voice. To use a voice that was cloned before, synthesize with its id.',
    });
  }
  // Checked again, as speech, by its own schema.
  return { reference, speech: checkSpeechRequest(speech as unknown as SpeakAsRequest, maxCharacters) };
}
