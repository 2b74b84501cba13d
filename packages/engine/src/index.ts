export type {
  Availability,
  Backend,
  BackendModel,
  BackendVoice,
  Recognition,
  RecognitionBackend,
  RecognizeParams,
  SpeechBackend,
  SynthesizeParams,
  Utterance,
  UtteranceWord,
} from './backends/contract.ts';
export { BACKENDS } from './backends/registry.ts';
export type { UpstreamOptions, UpstreamOrder } from './backends/upstream/upstream-options.ts';
export type { ConversationMethods, ConversationStore, NewTurn, TurnToKeep, WordEnd } from './conversation/contract.ts';
export { createEngine, type Engine } from './engine.ts';
export type { EngineOptions } from './engine-options.ts';
export type { HostContext, HostLimits, HostMethod, HostModule, HostPoolStats, HostWorker } from './hosts/contract.ts';
export type { LanguageModelOptions } from './language/language-options.ts';
export type { BackendStatus } from './models/inventory.ts';
