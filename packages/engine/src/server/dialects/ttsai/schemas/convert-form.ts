import { z } from 'zod';
import { outputFields, speedField } from '../../../../requests/fields.ts';
import { parseRequest } from '../../../../requests/parse-request.ts';
import { formObject, numberFromText } from './form-fields.ts';

/** The form of `POST /v1/audio/convert/`, without its file. The seed's values lie within these ranges. */
const schema = z.strictObject({
  format: outputFields.format.removeDefault().optional(),
  bitrate: numberFromText(outputFields.bitrate.removeDefault()).optional().describe('Kilobits per second, 64 to 320.'),
  sample_rate: numberFromText(outputFields.sampleRate.unwrap()).optional().describe('Hertz, 8000 to 48000.'),
  channels: outputFields.channels,
  loudness: numberFromText(outputFields.loudness.unwrap()).optional().describe('LUFS, -40 to -8.'),
  speed: numberFromText(speedField.removeDefault()).optional().describe('A number from 0.5 to 2.'),
});

/** A form that was checked. */
export type ConvertForm = z.output<typeof schema>;

/** Checks the fields of a form. @throws {BadRequestError} For the first field that is wrong. */
export function parseConvertForm(fields: ReadonlyMap<string, string>): ConvertForm {
  return parseRequest(schema, formObject(fields), { format: 'unsupported_format' });
}
