import { equalizeSpectrum } from '../vocoder/equalize-spectrum.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { unwarped, warpFrequency } from '../vocoder/warp-frequency.ts';
import { colourGains } from './colour-gains.ts';
import { medianOf } from './pitch-distribution.ts';
import { readBands } from './spectrum-bands.ts';
import { type EnvelopeRows, tractOfRows } from './vocal-tract.ts';
import type { VoiceProfile } from './voice-profile.ts';

type Shares = readonly [number, ...number[]];

/** How far a voice is changed: up to a shorter tract, or down to a longer one. */
interface Manner {
  /**
   * Shares of the difference in colour that may be made up for, the best first: one that hides a formant is not taken. Of a voice
   * that becomes smaller too much colour costs words, of one that becomes larger it brings some.
   */
  readonly colour: { readonly up: Shares; readonly down: Shares };
  /**
   * Of the target's spacing of formants, what is left undone: the last of the way up costs more words than it brings likeness;
   * down it costs none.
   */
  readonly leftUndone: { readonly up: number; readonly down: number };
  /**
   * The factor of the first formant. It tells more of how open somebody's mouth is than of the length of their tract, and
   * vowels are told by it.
   * @param tract - The factor of the others.
   * @param own - The target's over the base voice's.
   */
  readonly firstFormant: (tract: number, own: number) => number;
}

/** Speech that was made is so clear that it can be changed further; of people's recordings, words are lost sooner. */
const MANNERS = {
  made: {
    colour: { up: [0.75, 0.6, 0.5], down: [0.75, 0.6, 0.5] },
    leftUndone: { up: 0.03, down: 0 },
    // Half the way: more words are understood than after the whole, and hardly less of the likeness is left.
    firstFormant: (tract) => Math.sqrt(tract),
  },
  recorded: {
    colour: { up: [0.6, 0.5, 0.4], down: [1, 0.8, 0.6, 0.5] },
    leftUndone: { up: 0.025, down: 0.01 },
    // Of one who shouts it is high already: raised with the others, their vowels would be no vowels any more.
    firstFormant: (tract, own) => within(within(own, 0.8 * tract, 1.2 * tract), 0.85, 1.15),
  },
} satisfies Readonly<Record<string, Manner>>;

/** Whether the voice that speaks was made, or is a person's recording. */
export type SpeechOrigin = keyof typeof MANNERS;

/** A tract differs by no more between two people; what is measured beyond is an error. */
const TRACT_RANGE = { least: 0.7, most: 1.45 } as const;
/** How often the tract is measured again after what was planned, and corrected. */
const CORRECTIONS = 5;
/** Factor by which the corrections leave the ratio of the spacings at most. */
const MOST_CORRECTION = 1.04;
/** Logarithms of a ratio of spacings: what is good enough to stop at, and what makes it worth to give up colour. */
const CLOSE_ENOUGH = 0.01;
const TOO_FAR = 0.02;

/** How the sound of a voice is changed, apart from its melody. */
export interface Timbre {
  /** Factor of the resonances: above 1 for a shorter vocal tract. */
  readonly tract: number;
  /** The same of the first formant. */
  readonly firstFormant: number;
  /** Decibels over the bands of `spectrumBands`, after the tract has changed. */
  readonly gains: readonly number[];
}

/** Two voices, and some voiced envelopes of the first. */
interface Voices {
  readonly base: VoiceProfile;
  readonly rows: EnvelopeRows;
  readonly target: VoiceProfile;
}

/**
 * The tract and the colour with which the formants come out where they should. Colour moves formants as well, so they are
 * measured again after both, in the same way as the target's were; where it moves them too far, there is less of it.
 */
export function planTimbre(voices: Voices, origin: SpeechOrigin): Timbre {
  const { base, rows, target } = voices;
  const { colour, firstFormant, leftUndone }: Manner = MANNERS[origin];
  const plain = tractFactor(tractOfRows(rows, medianOf(target.pitch))?.spacing, base, target);
  const [own = 0, wanted = 0] = [base, target].map(({ formants }) => formants?.[0]);
  const timbreOf = (tract: number, share: number): Timbre => {
    const first = firstFormant(tract, own > 0 && wanted > 0 ? wanted / own : tract);
    const from = unwarped({ ratio: tract, first, highest: rows.sampleRate / 2 });
    return { tract, firstFormant: first, gains: colourGains(base, target, { tract, from, share }) };
  };
  const shares = plain > 1 ? colour.up : colour.down;
  let best = { timbre: timbreOf(plain, shares[0]), error: Number.POSITIVE_INFINITY };
  if (target.formantSpacing === undefined) return best.timbre;
  const from = base.formantSpacing ?? target.formantSpacing;
  // Never beyond where it was.
  const left = within(from / target.formantSpacing, 1 - leftUndone.up, 1 + leftUndone.down);
  const aim = { spacing: left * target.formantSpacing, plain };
  for (const share of shares) {
    const found = correctedTimbre((tract) => timbreOf(tract, share), voices, aim);
    if (found && found.error < best.error) best = found;
    if (best.error < TOO_FAR) break;
  }
  return best.timbre;
}

/**
 * What is missing after a tract was bent and coloured is made up for within narrow bounds: words are no longer understood when
 * a tract is bent far to make a figure agree.
 */
function correctedTimbre(
  timbreOf: (tract: number) => Timbre,
  { rows, target }: Voices,
  aim: { readonly spacing: number; readonly plain: number },
): { readonly timbre: Timbre; readonly error: number } | undefined {
  const [least, most] = [aim.plain / MOST_CORRECTION, aim.plain * MOST_CORRECTION];
  let best: { readonly timbre: Timbre; readonly error: number } | undefined;
  let factor = aim.plain;
  for (let step = 0; step < CORRECTIONS; step++) {
    const timbre = timbreOf(factor);
    const warped = warpFrequency(asFrames(rows), timbre.tract, timbre.firstFormant);
    const shaped = equalizeSpectrum(warped, (hertz) => readBands(timbre.gains, hertz));
    const spacing = tractOfRows(shaped, medianOf(target.pitch))?.spacing;
    if (spacing === undefined) break;
    const missing = aim.spacing / spacing;
    const error = Math.abs(Math.log(missing));
    if (!best || error < best.error) best = { timbre, error };
    const next = within(factor * missing, least, most);
    if (error < CLOSE_ENOUGH || next === factor) break;
    factor = next;
  }
  return best;
}

/** Envelopes as frames of a voice, of which only they are looked at. */
function asFrames(rows: EnvelopeRows): VoiceFrames {
  const none = new Float32Array(0);
  return {
    ...rows,
    frameSeconds: 0,
    frames: rows.envelope.length / rows.bins,
    length: 0,
    f0: none,
    bands: 0,
    aperiodicity: none,
  };
}

/**
 * The ratio of the formants' spacings; without formants to compare, what is usual between voices of their pitches.
 * @param spacing - The base voice's, looked for up to the same frequency as the target's.
 */
function tractFactor(spacing: number | undefined, base: VoiceProfile, target: VoiceProfile): number {
  const factor = spacing && target.formantSpacing ? target.formantSpacing / spacing : usualFactor(base, target);
  return within(factor, TRACT_RANGE.least, TRACT_RANGE.most);
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Women speak 0.8 octaves higher than men and have resonances 1.15 times as high. */
function usualFactor(base: VoiceProfile, target: VoiceProfile): number {
  const [from = 1, to = 1] = [base, target].map(({ pitch }) => pitch[3]);
  return 1.15 ** Math.max(-1, Math.min(1, Math.log2(to / from) / 0.8));
}
