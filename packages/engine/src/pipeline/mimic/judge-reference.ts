import type { Warning } from '@potoo/core';
import { BadRequestError } from '@potoo/core/errors';
import type { ExaminedReference } from '../../dsp/mimic/examine-reference.ts';
import { EXAMINED_SECONDS } from '../../dsp/mimic/examined-seconds.ts';
import type { VoiceProfile } from '../../dsp/mimic/voice-profile.ts';

/** What a reference has to have, and what it should have. */
const LEAST = { seconds: 3, speech: 1.8, voiced: 0.8, signalToNoise: 6, clipped: 0.02 } as const;
const GOOD = { seconds: 10, speech: 5, signalToNoise: 20, clipped: 0.0005, bandwidth: 5500 } as const;

const ADVICE = 'Record 10 to 30 s of one person speaking, near the microphone, without music or noise.';

/** A reference that will do. */
export interface JudgedReference {
  readonly profile: VoiceProfile;
  readonly warnings: readonly Warning[];
}

/**
 * Refuses what cannot be cloned from, and warns of what makes a poor clone.
 * @param duration - Of the whole recording, seconds.
 * @throws {BadRequestError} `unsuitable_reference`.
 */
export function judgeReference(examined: ExaminedReference, duration: number): JudgedReference {
  const { profile, content, speechSeconds, signalToNoise, speakers, clipped } = examined;
  if (duration < LEAST.seconds) throw unsuitable(`lasts ${duration.toFixed(1)} s; ${LEAST.seconds} s are the least`);
  if (content === 'silence') throw unsuitable('is silent');
  if (content === 'music') throw unsuitable('is music, or has music in it');
  if (content === 'noise') throw unsuitable('is noise: no speech was found in it');
  if (!profile || profile.voicedSeconds < LEAST.voiced || speechSeconds < LEAST.speech) {
    throw unsuitable(`holds ${speechSeconds.toFixed(1)} s of speech, which is too little to measure a voice`);
  }
  if (speakers === 'several') throw unsuitable('holds more than one speaker');
  if (signalToNoise < LEAST.signalToNoise) throw unsuitable('is so noisy that the voice cannot be measured');
  if (clipped > LEAST.clipped) throw unsuitable('is clipped throughout: it was recorded too loud');
  return { profile, warnings: [...findings(examined, profile, duration)].map(asWarning) };
}

function* findings(
  { speechSeconds, signalToNoise, speakers, clipped }: ExaminedReference,
  profile: VoiceProfile,
  duration: number,
): Generator<string> {
  if (duration < GOOD.seconds || speechSeconds < GOOD.speech) {
    yield `The reference holds ${speechSeconds.toFixed(1)} s of speech; 10 to 30 s make a better voice.`;
  }
  if (duration > EXAMINED_SECONDS) yield `Only the first ${EXAMINED_SECONDS} s of the reference were used.`;
  if (speakers === 'perhaps several') yield 'The reference may hold more than one speaker.';
  if (signalToNoise < GOOD.signalToNoise) {
    yield `The reference is noisy: its speech stands out by ${signalToNoise.toFixed(0)} dB. A quieter room makes a better voice.`;
  }
  if (clipped > GOOD.clipped) yield 'The reference is clipped in places: record it less loud.';
  if (profile.bandwidth < GOOD.bandwidth) {
    yield `The reference holds nothing above ${(profile.bandwidth / 1000).toFixed(1)} kHz, as over a telephone.`;
  }
}

function asWarning(message: string): Warning {
  return { type: 'quality', subject: 'reference', message };
}

function unsuitable(why: string): BadRequestError {
  return new BadRequestError(`The reference ${why}.`, {
    reason: 'unsuitable_reference',
    param: 'reference',
    hint: ADVICE,
  });
}
