export type { AudioDevice } from './devices.ts';
export { type DeviceReason, microphoneError, type UnsupportedReason } from './media-errors.ts';
export { Microphone, type MicrophoneLease, type MicrophoneOptions, type MicrophoneState } from './microphone.ts';
export type { MicrophonePermission } from './permission.ts';
export { levelOf, type SoundLevel, soundLevel } from './sound-level.ts';
export { type MicrophoneSupport, microphoneSupport } from './support.ts';
