export type { VoiceDetector, VoiceEvidence } from '../listening/voice-detector.ts';
export {
  type HeardSpeech,
  VoiceActivity,
  type VoiceActivityOptions,
  type VoiceActivityState,
} from './voice-activity.ts';
