import { isAudioFormat } from '../audio/formats.ts';
import { readWarning } from './details.ts';
import type { Fields } from './fields.ts';
import { invalidResponse } from './json.ts';

/** Reads what the line `start` of every stream with audio says. @throws {UnreachableError} `invalid_response`. */
export function readAudioStart(fields: Fields) {
  const format = fields.string('format');
  if (!isAudioFormat(format)) throw invalidResponse('its audio has a format that this version does not know');
  return {
    type: 'start' as const,
    format,
    sampleRate: fields.number('sampleRate'),
    channels: fields.number('channels'),
    model: fields.string('model'),
    voice: fields.string('voice'),
    warnings: fields.objects('warnings', readWarning),
  };
}
