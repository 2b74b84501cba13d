export type { TtsAiOptions } from './options.ts';
export { ttsai } from './ttsai.ts';
