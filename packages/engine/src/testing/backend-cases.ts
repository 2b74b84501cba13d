export type { BackendCase } from './backend-case.ts';
export { type KnownRecording, recognitionBackendCases } from './recognition-backend-cases.ts';
export { speechBackendCases } from './speech-backend-cases.ts';
