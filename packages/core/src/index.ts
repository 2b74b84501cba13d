export type { AudioInput } from './audio/audio-input.ts';
export { AudioOutput, type AudioOutputInit } from './audio/audio-output.ts';
export { AUDIO_FORMATS, type AudioFormat, type AudioFormatFacts, isAudioFormat } from './audio/formats.ts';
export { type Pcm, pcmDuration } from './audio/pcm.ts';
export type * from './contract/index.ts';
export * from './errors/index.ts';
export type { PotooOptions } from './providers/potoo/options.ts';
export { potoo } from './providers/potoo/potoo.ts';
