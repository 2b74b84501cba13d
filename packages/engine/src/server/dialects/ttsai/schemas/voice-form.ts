import { z } from 'zod';
import { consentFields, voiceNameField } from '../../../../requests/clone-request.ts';
import { languageField, nameField, optionalField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { formObject } from '../../../requests/form-fields.ts';

const CONSENT =
  'Whose voice it is (consent_speaker), and what this person agreed to (consent_statement), in at least 10 characters.';

/** The form of `POST /v1/voices/`, without its file. */
export const voiceForm = z.strictObject({
  name: voiceNameField,
  consent_speaker: consentFields.speaker.describe(CONSENT),
  consent_statement: consentFields.statement.describe(CONSENT),
  consent_date: z.coerce.date().optional().describe('A date such as 2026-01-31; today if left out.'),
  model: optionalField(nameField),
  language: languageField,
});

/** The form of `POST /v1/voices/import/`, without its file. */
export const importForm = z.strictObject({ name: voiceNameField.optional() });

/** Checks the fields of a form. @throws {BadRequestError} `consent_required` and the like. */
export function parseVoiceForm(fields: ReadonlyMap<string, string>): z.output<typeof voiceForm> {
  return parseRequest(voiceForm, formObject(fields), {
    consent_speaker: 'consent_required',
    consent_statement: 'consent_required',
    consent_date: 'consent_required',
  });
}

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseImportForm(fields: ReadonlyMap<string, string>): z.output<typeof importForm> {
  return parseRequest(importForm, formObject(fields));
}
