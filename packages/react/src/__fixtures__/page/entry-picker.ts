export { VoicePicker } from '../../voice-picker/index.ts';
