import { z } from 'zod';
import { nameField, optionalField, speedField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { emotionField, targetVoiceField } from '../../../../requests/revoice-request.ts';
import { formObject, numberFromText } from '../../../requests/form-fields.ts';
import { outputForm } from './output-form.ts';
import { taskForm } from './task-fields.ts';

/** Stands for the recording's own voice, which the documentation of TTS.ai has no name for. */
const OWN_VOICE = 'original';

/** The form of `POST /v1/speech-to-speech/`, without its file. */
export const transformSpeechForm = z.strictObject({
  voice: targetVoiceField.describe(
    `The id of a voice from the list, its name, or "${OWN_VOICE}" for the recording's own.`,
  ),
  model: optionalField(nameField),
  emotion: optionalField(emotionField),
  speed: numberFromText(speedField.removeDefault()).optional().describe('A number from 0.5 to 2.'),
  ...outputForm,
  ...taskForm,
});

/** A form that was checked; without a voice it is to stay the recording's own. */
export type TransformSpeechForm = Omit<z.output<typeof transformSpeechForm>, 'voice'> & {
  readonly voice: string | undefined;
};

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseTransformSpeechForm(fields: ReadonlyMap<string, string>): TransformSpeechForm {
  const { voice, ...form } = parseRequest(transformSpeechForm, formObject(fields), { format: 'unsupported_format' });
  return { ...form, voice: voice === OWN_VOICE ? undefined : voice };
}
