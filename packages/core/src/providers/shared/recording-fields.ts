import type { AudioInput } from '../../audio/audio-input.ts';
import type { ConverseRequest } from '../../contract/conversation.ts';
import type { OutputOptions } from '../../contract/speech.ts';
import { BadRequestError } from '../../errors/errors.ts';

/** A request that sends a recording, and is answered with audio. */
export interface RecordingRequest extends OutputOptions {
  readonly audio: AudioInput;
  readonly fileName?: string;
}

/** Fields of every request that sends a recording. */
export const RECORDING_FIELDS: ReadonlyArray<keyof RecordingRequest> = [
  'audio',
  'fileName',
  'format',
  'bitrate',
  'sampleRate',
  'channels',
  'loudness',
];

/** Fields of a turn, which may be a recording. */
export const TURN_FIELDS: ReadonlyArray<keyof ConverseRequest> = [
  ...RECORDING_FIELDS,
  'text',
  'conversationId',
  'systemPrompt',
  'model',
  'language',
  'voice',
  'speechModel',
  'speed',
];

/** The error for a turn with neither a recording nor a text. */
export function saysNothing(): BadRequestError {
  return new BadRequestError('The turn says nothing.', {
    reason: 'invalid_parameter',
    param: 'text',
    hint: 'Give `audio` or `text`.',
  });
}
