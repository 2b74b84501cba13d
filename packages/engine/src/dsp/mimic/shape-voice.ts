import { equalizeSpectrum } from '../vocoder/equalize-spectrum.ts';
import { shiftPitch } from '../vocoder/shift-pitch.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { warpFrequency } from '../vocoder/warp-frequency.ts';
import { shiftBreath } from './breathiness.ts';
import { blendDistributions, type PitchDistribution, pitchDistribution, pitchMap } from './pitch-distribution.ts';
import type { ShapingPlan } from './shaping-plan.ts';
import { readBands } from './spectrum-bands.ts';

/** Voiced time after which a stretch is judged by its own pitches as much as by what is usual for its voice, seconds. */
const HALF_KNOWN = 0.2;

/**
 * Shapes a stretch of speech by a plan. Its length stays.
 *
 * A sentence's own melody is laid over the whole range of the target, so that a voice that reads flat does not stay flat:
 * the more of it is voiced, the more its own pitches count beside the voice's usual ones.
 */
export function shapeVoice(frames: VoiceFrames, plan: ShapingPlan): VoiceFrames {
  return shapePitch(colourVoice(frames, plan), plan);
}

/** Changes tract, colour and breath, and leaves the melody. */
export function colourVoice(frames: VoiceFrames, plan: ShapingPlan): VoiceFrames {
  const warped = warpFrequency(frames, plan.tract, plan.firstFormant);
  return shiftBreath(
    equalizeSpectrum(warped, (hertz) => readBands(plan.gains, hertz)),
    plan.breath,
  );
}

function shapePitch(frames: VoiceFrames, { pitch }: ShapingPlan): VoiceFrames {
  const own = pitchDistribution(frames.f0);
  if (!own) return mapMelody(frames, pitch.from, pitch.to);
  const voicedSeconds = frames.f0.filter((hertz) => hertz > 0).length * frames.frameSeconds;
  const trust = voicedSeconds / (voicedSeconds + HALF_KNOWN);
  return mapMelody(frames, blendDistributions(pitch.from, own, trust), pitch.to);
}

/** Lays a melody over the pitches of another voice. */
export function mapMelody(frames: VoiceFrames, from: PitchDistribution, to: PitchDistribution): VoiceFrames {
  const map = pitchMap(from, to);
  // The vocoder keeps what comes out within what it can sing.
  return shiftPitch({ ...frames, f0: frames.f0.map((pitch) => (pitch > 0 ? map(pitch) : 0)) }, {});
}
