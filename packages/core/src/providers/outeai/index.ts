/** What OuteAI's own SDK calls its errors. */
export { PotooError as APIError } from '../../errors/potoo-error.ts';
export type { OuteAiOptions } from './options.ts';
export { outeai } from './outeai.ts';
export { type GenerateAudioRequest, OuteAI } from './outeai-sdk.ts';
