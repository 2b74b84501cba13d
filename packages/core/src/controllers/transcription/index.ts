export {
  type TranscribeOptions,
  Transcription,
  type TranscriptionOptions,
  type TranscriptionState,
} from './transcription.ts';
