export { type WordErrors, wordErrorRate, wordErrors } from '../text/word-error-rate.ts';
export { type BackendCase, type KnownRecording, recognitionBackendCases, speechBackendCases } from './backend-cases.ts';
export { sized } from './full-size.ts';
export { type LanguageServer, startLanguageServer } from './language-server.ts';
export { medianPitch } from './median-pitch.ts';
export { sharedData } from './shared-data.ts';
