export { Recorder, type RecorderOptions, type RecorderState } from './recorder.ts';
export type { Recording, RecordingEnd, RecordingFormat } from './recording.ts';
