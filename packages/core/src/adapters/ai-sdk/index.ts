export type { AiSdkAudioFormat } from './audio-format.ts';
export { type AiSdkSpeechModel, speechModel } from './speech-model.ts';
export type { SpeechPart, SpeechStreamCall } from './speech-stream.ts';
export type { TranscriptPart, TranscriptStreamCall } from './transcript-stream.ts';
export { type AiSdkTranscriptionModel, transcriptionModel } from './transcription-model.ts';
export type { AiSdkWarning } from './warnings.ts';
