export { type AiSdkSpeechModel, speechModel } from './speech-model.ts';
export { type AiSdkTranscriptionModel, transcriptionModel } from './transcription-model.ts';
export type { AiSdkWarning } from './warnings.ts';
