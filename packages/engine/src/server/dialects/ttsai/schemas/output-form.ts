import { optionalField, outputFields } from '../../../../requests/fields.ts';
import { numberFromText } from '../../../requests/form-fields.ts';

/** The fields of a form that say how a result is written. The seed's values lie within these ranges. */
export const outputForm = {
  format: optionalField(outputFields.format),
  bitrate: numberFromText(outputFields.bitrate.removeDefault()).optional().describe('Kilobits per second, 64 to 320.'),
  sample_rate: numberFromText(outputFields.sampleRate.unwrap()).optional().describe('Hertz, 8000 to 48000.'),
  channels: outputFields.channels,
  loudness: numberFromText(outputFields.loudness.unwrap()).optional().describe('LUFS, -40 to -8.'),
};
