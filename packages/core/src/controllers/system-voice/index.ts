export { type SystemSpeechOptions, SystemVoice } from './system-voice.ts';
