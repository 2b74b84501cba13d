export { ConformanceError } from './check.ts';
export type { ConformanceCase, ConformanceOptions, SampleAudio } from './conformance-case.ts';
export { containerDuration } from './containers/audio-duration.ts';
export { makeWav, measureWav, type WavMeasure } from './containers/wav.ts';
export { voiceServiceCases } from './voice-service-cases.ts';
