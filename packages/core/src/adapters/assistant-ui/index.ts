export { type AssistantUiDictationAdapter, dictationAdapter } from './dictation-adapter.ts';
export { type AssistantUiSpeechAdapter, speechAdapter } from './speech-adapter.ts';
