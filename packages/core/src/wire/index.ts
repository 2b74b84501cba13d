export { fromWireAlignment, toWireAlignment, type WireAlignment } from './alignment.ts';
export { fromWireAnalysis, toWireAnalysis, type WireAnalysis } from './analysis.ts';
export { decodeBase64, encodeBase64 } from './base64.ts';
export { FEATURES, fromWireCapabilities } from './capabilities.ts';
export {
  fromWireConversationHistory,
  fromWireConversationList,
  fromWireConversationTurn,
  toWireConversation,
  toWireConversationHistory,
  toWireConversationTurn,
  type WireConversation,
  type WireConversationHistory,
  type WireConversationTurn,
} from './conversations.ts';
export { readWarningsHeader, writeWarningsHeader } from './details.ts';
export {
  type ErrorContext,
  type ErrorEnvelope,
  encodeErrorLine,
  readErrorEnvelope,
  reviveError,
  toErrorEnvelope,
} from './error-envelope.ts';
export { HEADERS, readCredits, readMetadata, readNumber } from './headers.ts';
export { fromWireJob, JOB_STATUSES, JOB_TYPES, toWireJob, type WireJob } from './jobs.ts';
export { invalidResponse, parseJson } from './json.ts';
export { fromWirePull, toWirePull, toWireStorage, type WireModelPull } from './model-pulls.ts';
export {
  fromWireModel,
  fromWireModelList,
  MODEL_STATES,
  MODEL_TIERS,
  MODEL_TYPES,
  toWireModel,
  type WireModel,
} from './models.ts';
export { PATHS } from './paths.ts';
export { decodeSpeechEvent, EVENT_STREAM_TYPE, encodeSpeechEvent, type SpeechEventLine } from './speech-events.ts';
export {
  fromSpeechBody,
  type ReadSpeechBody,
  type SpeechBody,
  type SpeechDelivery,
  type StreamFormat,
  toSpeechBody,
} from './speech-request.ts';
export { decodeTranscriptEvent, encodeTranscriptEvent, type TranscriptEventLine } from './transcript-events.ts';
export { type TurnBody, toTurnBody } from './turn-body.ts';
export { decodeTurnEvent, encodeTurnEvent, type TurnEventLine } from './turn-events.ts';
export { fromWireVoice, fromWireVoiceList, toWireVoice, VOICE_GENDERS, type WireVoice } from './voices.ts';
