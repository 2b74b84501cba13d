import { joinArrays } from '../../audio/join-arrays.ts';
import type { VoiceFrames } from './voice-frames.ts';
import { type SynthesisOptions, VoiceSynthesizer } from './voice-synthesizer.ts';

/** Makes whole frames sound, see {@link VoiceSynthesizer}. @returns Mono PCM, `frames.length` samples; may pass 1. */
export function synthesizeVoice(frames: VoiceFrames, options: SynthesisOptions = {}): Float32Array {
  const synthesizer = new VoiceSynthesizer(frames, options);
  return joinArrays([synthesizer.push(frames), synthesizer.flush()]);
}
