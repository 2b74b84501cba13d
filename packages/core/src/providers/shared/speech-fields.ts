import type { SpeechRequest } from '../../contract/speech.ts';
import { BadRequestError } from '../../errors/errors.ts';
import type { Fields } from '../../wire/fields.ts';
import { fromSpeechBody, toSpeechBody } from '../../wire/speech-request.ts';
import { fieldsOf } from './caller-terms.ts';

/** Every field of a request to speak. */
export const SPEECH_FIELDS: ReadonlyArray<keyof SpeechRequest> = [
  'text',
  'model',
  'voice',
  'language',
  'speed',
  'inputType',
  'lexicon',
  'words',
  'verify',
  'format',
  'bitrate',
  'sampleRate',
  'channels',
  'loudness',
];

/** The ranges of the contract. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  speed: [0.5, 2],
  bitrate: [64, 320],
  sampleRate: [8_000, 48_000],
  loudness: [-40, -8],
};

/**
 * Checks a request to speak against the contract, for services whose own checks are other ones.
 * @throws {BadRequestError} For the first field that is wrong. `param` may still be a name of the wire.
 */
export function checkSpeechRequest(request: unknown): SpeechRequest {
  const fields = fieldsOf(request, SPEECH_FIELDS);
  const { request: checked } = fromSpeechBody(toSpeechBody(request as SpeechRequest));
  checkRanges(fields);
  if (!/[^\s\p{C}]/u.test(checked.text)) {
    throw new BadRequestError('The text is empty.', {
      reason: 'empty_text',
      param: 'text',
      hint: 'Give at least one word to speak.',
    });
  }
  return checked;
}

/** Checks the numbers of any request against the contract. @throws {BadRequestError} `invalid_parameter`. */
export function checkRanges(fields: Fields): void {
  for (const [param, [least, most]] of Object.entries(RANGES)) {
    const value = fields.optionalNumber(param);
    if (value === undefined || (value >= least && value <= most)) continue;
    throw new BadRequestError(`\`${param}\` is ${value}.`, {
      reason: 'invalid_parameter',
      param,
      hint: `Give a number from ${least} to ${most}.`,
    });
  }
}
