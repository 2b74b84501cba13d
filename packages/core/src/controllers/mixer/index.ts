export { Mixer, type MixerOptions, type MixerPart, type MixerSource, type MixerState } from './mixer.ts';
