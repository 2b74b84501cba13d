export { Mixer, type MixerOptions, type MixerState } from './mixer.ts';
export type { MixerPart, MixerSource } from './mixer-parts.ts';
