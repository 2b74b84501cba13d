import { joinFrames } from './join-frames.ts';
import type { PitchOptions } from './pitch-tracker.ts';
import { VoiceAnalyzer } from './voice-analyzer.ts';
import type { VoiceFrames } from './voice-frames.ts';

/**
 * Takes a whole recording of a voice apart, see {@link VoiceAnalyzer}. A minute takes 25 MB at 22.05 kHz; what is longer
 * is better pushed through an analyzer.
 * @param samples - Mono PCM; what is no number counts as silence.
 * @param sampleRate - Hertz, 8000 to 48000.
 * @throws {RangeError} If a value is out of range.
 */
export function analyzeVoice(samples: Float32Array, sampleRate: number, options: PitchOptions = {}): VoiceFrames {
  const analyzer = new VoiceAnalyzer(sampleRate, options);
  return joinFrames([analyzer.push(samples), analyzer.flush()]);
}
