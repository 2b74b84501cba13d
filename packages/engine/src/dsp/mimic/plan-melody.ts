import { joinArrays } from '../../audio/join-arrays.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { deliverMelody, isPlain, type Register } from './deliver-phrase.ts';
import type { Delivery } from './delivery.ts';
import { medianOf, pitchRange, plainDistribution, raiseCreak } from './pitch-distribution.ts';

/** How often the melody is delivered, measured and corrected. */
const CORRECTIONS = 5;
/** Farthest that a correction leads from the delivery: semitones, and a factor of the range. */
const FARTHEST = { pitch: 2, range: 1.6 } as const;
/** Semitones; what moves less is as good as a monotone. */
const LEAST_RANGE = 0.1;

/**
 * Chooses pitch and range so that, together with the contour, they come out as a delivery has them. Alone they would not: most
 * phrases fall, so that an end that is raised takes away from the range and adds to the pitch, and one that is lowered does the
 * opposite.
 * @param phrases - Melodies of the voice that is delivered, phrase by phrase.
 */
export function planMelody(phrases: readonly VoiceFrames[], wanted: Delivery, register: Register): Delivery {
  // An octave higher creak is part of the melody, and need not be looked for again in what was delivered.
  const melodies = phrases.map((phrase) => ({ ...phrase, f0: raiseCreak(phrase.f0, register.creak) }));
  const was = melodyOf(melodies);
  if (!was || isPlain(wanted)) return wanted;
  let { pitch, range } = wanted;
  for (let step = 0; step < CORRECTIONS; step++) {
    const { middle } = register;
    const is = melodyOf(melodies.map((melody) => deliverMelody(melody, { ...wanted, pitch, range }, { middle })));
    if (!is) break;
    pitch = near(pitch + was.middle + wanted.pitch - is.middle, wanted.pitch, FARTHEST.pitch);
    const missing = (was.range * wanted.range) / Math.max(LEAST_RANGE, is.range);
    range = Math.exp(near(Math.log(range * missing), Math.log(wanted.range), Math.log(FARTHEST.range)));
  }
  return { ...wanted, pitch, range };
}

/** Middle and range, semitones; `undefined` when too little is voiced. */
function melodyOf(phrases: readonly VoiceFrames[]): { readonly middle: number; readonly range: number } | undefined {
  const pitch = plainDistribution(joinArrays(phrases.map(({ f0 }) => f0)));
  return pitch && { middle: 12 * Math.log2(medianOf(pitch)), range: pitchRange(pitch) };
}

function near(value: number, centre: number, farthest: number): number {
  return Math.min(centre + farthest, Math.max(centre - farthest, value));
}
