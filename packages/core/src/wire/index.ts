export { decodeBase64, encodeBase64 } from './base64.ts';
export { type ErrorEnvelope, toErrorEnvelope } from './error-envelope.ts';
export { HEADERS, readCredits, readMetadata, readNumber } from './headers.ts';
export { PATHS } from './paths.ts';
export { EVENT_STREAM_TYPE, type SpeechEventLine } from './speech-events.ts';
export type { TranscriptEventLine } from './transcript-events.ts';
