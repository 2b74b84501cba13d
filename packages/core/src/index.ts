export * from './audio/index.ts';
export type * from './contract/index.ts';
export * from './errors/index.ts';
export { type OpenAiOptions, openai } from './providers/openai/index.ts';
export { type GenerateAudioRequest, OuteAI, type OuteAiOptions, outeai } from './providers/outeai/index.ts';
export type { PotooOptions } from './providers/potoo/options.ts';
export { potoo } from './providers/potoo/potoo.ts';
export { type TtsAiOptions, ttsai } from './providers/ttsai/index.ts';
export { type VerifyWebhookOptions, verifyWebhook, type WebhookHeaders } from './webhooks/index.ts';
