import { shiftPitch } from '../vocoder/shift-pitch.ts';
import { tiltSpectrum } from '../vocoder/tilt-spectrum.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import type { Delivery } from './delivery.ts';
import { type CreakBand, isCreak, raiseCreak } from './pitch-distribution.ts';

/** Share of a phrase, from its first voiced moment to its last, before which its end has no contour. */
const CONTOUR_BEGINS = 0.5;
/** Shorter phrases count as this long, seconds: no melody turns faster. */
const SHORTEST_SPAN = 0.1;

/** How the melody of a phrase is delivered. */
export type MelodyDelivery = Pick<Delivery, 'pitch' | 'range' | 'contour'>;

/** What a melody moves in. */
export interface Register {
  /** Usual pitch, hertz, which the range is scaled around; 0 leaves every melody as it is. */
  readonly middle: number;
  /** Creak, which stays an octave below. */
  readonly creak?: CreakBand | undefined;
}

/** Gives a phrase the melody and the colour of a delivery; its energy and tempo are left to the caller. */
export function deliverPhrase(
  phrase: VoiceFrames,
  delivery: Omit<Delivery, 'tempo' | 'energy'>,
  register: Register,
): VoiceFrames {
  return deliverMelody(delivery.tilt === 0 ? phrase : tiltSpectrum(phrase, delivery.tilt), delivery, register);
}

/** The melody alone. */
export function deliverMelody(
  phrase: VoiceFrames,
  { pitch, range, contour }: MelodyDelivery,
  { middle, creak }: Register,
): VoiceFrames {
  if (!(middle > 0) || isPlain({ pitch, range, contour })) return phrase;
  const [from, to] = voicedSpan(phrase);
  const span = Math.max(SHORTEST_SPAN, to - from);
  const bend = (seconds: number) => ((seconds - from) / span - CONTOUR_BEGINS) / (1 - CONTOUR_BEGINS);
  const { f0 } = shiftPitch(
    { ...phrase, f0: raiseCreak(phrase.f0, creak) },
    {
      semitones: pitch,
      rangeScale: range,
      median: middle,
      contour: (seconds) => contour * Math.max(0, Math.min(1, bend(seconds))),
    },
  );
  if (!creak) return { ...phrase, f0 };
  return { ...phrase, f0: f0.map((hertz, frame) => (isCreak(phrase.f0[frame] ?? 0, creak) ? hertz / 2 : hertz)) };
}

/** Whether a delivery leaves the melody as it is. */
export function isPlain({ pitch, range, contour }: MelodyDelivery): boolean {
  return pitch === 0 && range === 1 && contour === 0;
}

/** First and last voiced moment, seconds. */
function voicedSpan({ f0, frameSeconds }: VoiceFrames): readonly [from: number, to: number] {
  const first = f0.findIndex((hertz) => hertz > 0);
  const last = f0.findLastIndex((hertz) => hertz > 0);
  return [Math.max(0, first) * frameSeconds, Math.max(0, last) * frameSeconds];
}
