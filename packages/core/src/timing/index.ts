export type { Cue, CueShape } from './cue.ts';
export {
  formatSubtitles,
  type SpeechCueOptions,
  type SubtitleFormat,
  segmentsToCues,
  wordsToCues,
} from './subtitles.ts';
export { type InputType, inputTypeOf, visibleText } from './visible-text.ts';
