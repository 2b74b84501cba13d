export { SpeechPlayer } from '../../speech-player/index.ts';
