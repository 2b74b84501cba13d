export { type BackendCase, type KnownRecording, recognitionBackendCases, speechBackendCases } from './backend-cases.ts';
