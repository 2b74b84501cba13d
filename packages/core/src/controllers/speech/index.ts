export { activeWordIndex, type TimedWord } from './active-word.ts';
export {
  type Interruption,
  type QueuePolicy,
  type SpeakOptions,
  SpeechSession,
  type SpeechSessionOptions,
  type SpeechState,
} from './speech-session.ts';
export type { SpokenOptions } from './spoken-options.ts';
export type { SpokenAudio, SpokenPlayer } from './spoken-player.ts';
