export type { AudioInput } from './audio-input.ts';
export { type AudioBytes, AudioOutput, type AudioOutputInit } from './audio-output.ts';
export { encodeWav } from './encode-wav.ts';
export { AUDIO_FORMATS, type AudioFormat, type AudioFormatFacts, isAudioFormat } from './formats.ts';
export { type Pcm, pcmDuration } from './pcm.ts';
export { computePeaks, type Peaks } from './peaks.ts';
export { computeSpectrogram, type Spectrogram, type SpectrogramOptions } from './spectrogram.ts';
