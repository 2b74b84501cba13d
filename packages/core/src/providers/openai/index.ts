export { openai } from './openai.ts';
export type { OpenAiOptions } from './options.ts';
