export { type BackendCase, type KnownRecording, recognitionBackendCases, speechBackendCases } from './backend-cases.ts';
export { type WordErrors, wordErrorRate, wordErrors } from './word-error-rate.ts';
