import type { TranscriptionRequest } from '../../contract/transcription.ts';

/** Every field of a request to write down what is said. */
export const TRANSCRIPTION_FIELDS: ReadonlyArray<keyof TranscriptionRequest> = [
  'audio',
  'fileName',
  'model',
  'language',
  'words',
  'diarize',
  'numSpeakers',
  'punctuate',
];
