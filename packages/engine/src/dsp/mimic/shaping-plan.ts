import { equalizeSpectrum } from '../vocoder/equalize-spectrum.ts';
import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { warpFrequency } from '../vocoder/warp-frequency.ts';
import { medianOf, type PitchDistribution } from './pitch-distribution.ts';
import { readBands, spectrumBands } from './spectrum-bands.ts';
import { type EnvelopeRows, tractOfRows } from './vocal-tract.ts';
import type { VoiceProfile } from './voice-profile.ts';

/** How to make one voice sound like another. JSON. */
export interface ShapingPlan {
  /** Pitches of the voice that speaks, and where they go. */
  readonly pitch: { readonly from: PitchDistribution; readonly to: PitchDistribution };
  /** Factor of the resonances: above 1 for a shorter vocal tract. */
  readonly tract: number;
  /** Decibels over the bands of `spectrumBands`, after the tract has changed. */
  readonly gains: readonly number[];
  /** Decibels of noise over voice. */
  readonly breath: readonly number[];
  /** Factor of the speaking rate. */
  readonly rate: number;
  /** Decibels of the whole. */
  readonly gainDb: number;
}

/** A tract differs by no more between two people; what is measured beyond is an error. */
const TRACT_RANGE = { least: 0.7, most: 1.45 } as const;
/** How often the tract is measured again after what was planned, and corrected. */
const CORRECTIONS = 5;
/** Factor by which the corrections leave the ratio of the spacings at most. */
const MOST_CORRECTION = 1.04;
/** Logarithm of the ratio that is left. */
const CLOSE_ENOUGH = 0.01;
/** Share of the difference in colour that is made up for: the rest costs more words than it brings likeness. */
const COLOUR_SHARE = 0.75;
/**
 * Bands on each side that a band's gain is averaged with, by a triangle. Finer, the gains would make peaks of their own,
 * and move the formants that the tract has just been bent for.
 */
const SMOOTHED_BANDS = 2;
/** Most that a band is raised and lowered, decibels. */
const MOST_RAISE = 15;
const MOST_CUT = 25;
/** Of the lowest pitch: below, bands are not raised. */
const LOWEST_VOICED = 0.8;
/** Most that breath changes, decibels. */
const MOST_BREATH = 9;
/** Levels that speech is brought to, dBFS (RMS): a soft recording is no reason to whisper. */
const LEVEL_RANGE = { least: -26, most: -16 } as const;
/** A voice that is asked to speak faster or slower than this is hard to understand. */
const RATE_RANGE = { least: 0.85, most: 1.1 } as const;

/** A voice that was measured, with some of what it was measured in. */
export interface SampledVoice {
  readonly profile: VoiceProfile;
  /** Envelopes of some of its voiced frames. */
  readonly rows: EnvelopeRows;
}

/**
 * Plans how to shape the speech of one voice towards another.
 * @param base - The voice that speaks.
 * @param target - The voice that it should sound like.
 */
export function planShaping({ profile: base, rows }: SampledVoice, target: VoiceProfile): ShapingPlan {
  const tract = correctedFactor(base, rows, target);
  const rate = base.rate > 0 && target.rate > 0 ? target.rate / base.rate : 1;
  return {
    pitch: { from: base.pitch, to: target.pitch },
    tract,
    gains: planGains(base, target, tract),
    breath: planBreath(base, target),
    rate: Math.min(RATE_RANGE.most, Math.max(RATE_RANGE.least, rate)),
    gainDb: Math.min(LEVEL_RANGE.most, Math.max(LEVEL_RANGE.least, target.level)) - base.level,
  };
}

/**
 * The factor with which the formants come out where they should. Colour moves formants as well, so they are measured again
 * after both, in the same way as the target's were. What is still missing then is made up for within narrow bounds: words
 * are no longer understood when a tract is bent far to make a figure agree.
 */
function correctedFactor(base: VoiceProfile, rows: EnvelopeRows, target: VoiceProfile): number {
  const pitch = medianOf(target.pitch);
  const plain = tractFactor(tractOfRows(rows, pitch)?.spacing, base, target);
  if (target.formantSpacing === undefined) return plain;
  let best = { factor: plain, error: Number.POSITIVE_INFINITY };
  let factor = plain;
  for (let step = 0; step < CORRECTIONS; step++) {
    const gains = planGains(base, target, factor);
    const shaped = equalizeSpectrum(warpFrequency(asFrames(rows), factor), (hertz) => readBands(gains, hertz));
    const spacing = tractOfRows(shaped, pitch)?.spacing;
    if (spacing === undefined) break;
    const missing = target.formantSpacing / spacing;
    const error = Math.abs(Math.log(missing));
    if (error < best.error) best = { factor, error };
    if (error < CLOSE_ENOUGH) break;
    factor = Math.min(plain * MOST_CORRECTION, Math.max(plain / MOST_CORRECTION, factor * missing));
  }
  return best.factor;
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
  return withinTracts(factor);
}

function withinTracts(factor: number): number {
  return Math.min(TRACT_RANGE.most, Math.max(TRACT_RANGE.least, factor));
}

/** Women speak 0.8 octaves higher than men and have resonances 1.15 times as high. */
function usualFactor(base: VoiceProfile, target: VoiceProfile): number {
  const [from = 1, to = 1] = [base, target].map(({ pitch }) => pitch[3]);
  return 1.15 ** Math.max(-1, Math.min(1, Math.log2(to / from) / 0.8));
}

/** What is left of the difference between the long-term spectra once the resonances have moved. */
function planGains(base: VoiceProfile, target: VoiceProfile, tract: number): number[] {
  const bands = spectrumBands(Math.min(base.bandwidth * Math.max(1, tract), target.bandwidth, base.bandwidth));
  const raw = bands.map((hertz) => readBands(target.spectrum, hertz) - readBands(base.spectrum, hertz / tract));
  // Below the lowest pitch there is no voice, only what would rumble.
  const lowest = LOWEST_VOICED * (target.pitch[0] ?? 0);
  const smooth = raw.map((_, band) => smoothed(raw, band));
  // Louder or softer as a whole is no matter of colour.
  const middle = mean(smooth.filter((_, band) => inSpeech(bands[band] ?? 0)));
  return smooth.map((gain, band) => {
    const most = (bands[band] ?? 0) < lowest ? 0 : MOST_RAISE;
    return Math.min(most, Math.max(-MOST_CUT, COLOUR_SHARE * (gain - middle)));
  });
}

function smoothed(curve: readonly number[], band: number): number {
  let [sum, weights] = [0, 0];
  for (let offset = -SMOOTHED_BANDS; offset <= SMOOTHED_BANDS; offset++) {
    const value = curve[band + offset];
    if (value === undefined) continue;
    const weight = SMOOTHED_BANDS + 1 - Math.abs(offset);
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}

function planBreath(base: VoiceProfile, target: VoiceProfile): number[] {
  return target.breath.flatMap((decibels, band) => {
    const own = base.breath[band];
    return own === undefined ? [] : [Math.min(MOST_BREATH, Math.max(-MOST_BREATH, decibels - own))];
  });
}

function inSpeech(hertz: number): boolean {
  return hertz >= 200 && hertz <= 5000;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
