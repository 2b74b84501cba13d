export { speechAdapter, type TanStackSpeechAdapter, type TanStackSpeechOptions } from './speech-adapter.ts';
export {
  type TanStackTranscriptionAdapter,
  type TanStackTranscriptionOptions,
  transcriptionAdapter,
} from './transcription-adapter.ts';
