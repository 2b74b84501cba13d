export type { AudioInput } from './audio/audio-input.ts';
export { AudioOutput, type AudioOutputInit } from './audio/audio-output.ts';
export { AUDIO_FORMATS, type AudioFormat, type AudioFormatFacts, isAudioFormat } from './audio/formats.ts';
export { type Pcm, pcmDuration } from './audio/pcm.ts';
export type * from './contract/index.ts';
export * from './errors/index.ts';
