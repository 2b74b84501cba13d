import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { assignFormants } from './assign-formants.ts';
import { predictSpectrum, resonancesOf } from './linear-prediction.ts';

/** What a vocal tract is known by. */
export interface VocalTract {
  /** Middle frequencies of the first four formants, hertz. */
  readonly formants: readonly number[];
  /** Distance between neighbouring formants, hertz. */
  readonly spacing: number;
}

/** Poles of the filter: two for each formant below the ceiling. */
const ORDER = 10;
/** Highest frequency that is looked at, hertz: five formants of a longer and of a shorter tract lie below. */
const CEILINGS = { low: 5000, high: 5500 } as const;
/** Pitch above which a voice counts as that of a shorter tract, hertz. */
const HIGH_PITCH = 160;
/** What is no formant: lower, or wider, hertz. */
const LOWEST = 180;
const WIDEST = 700;
/** How many of a frame are taken. */
const FORMANTS = 4;
/** Frames that are looked at; more tell nothing more. */
const MOST_FRAMES = 600;
/** Frames that have to hold as many resonances. */
const FEWEST = 20;
/** Spacings that are tried first, hertz, from a long tract to a child's, and how often the best is then made better. */
const SPACINGS = { least: 860, most: 1500, step: 1.08 } as const;
const PASSES = 3;
/** In spacings (0) short tubes would seem to fit, in hertz (1) long ones; from 0.2 to 0.4 real voices are told right. */
const MISFIT_EXPONENT = 0.3;
/** A recording that reaches less far tells no fourth formant, hertz. */
const NARROWEST = 3900;

/**
 * Measures formants and the length of the vocal tract.
 *
 * The formants are the poles of linear prediction; the spacing is the slope of the line through the medians of the first four,
 * as a tube that is closed at one end has them: D. Reby & K. McComb, "Anatomical constraints generate honesty: acoustic
 * cues to age and weight in the roars of red deer stags", 2003. A tract of the spacing `d` hertz is `35000 / (2 d)` cm long.
 * @param voiced - Whether each frame counts: voiced and loud.
 * @param pitch - Usual pitch of the voice, hertz.
 * @returns `undefined` when too little is voiced, or the recording does not reach up to 4 kHz.
 */
export function measureTract(frames: VoiceFrames, voiced: readonly boolean[], pitch: number): VocalTract | undefined {
  const rows = chooseRows(frames, voiced, MOST_FRAMES);
  return tractOfRows(rows, pitch);
}

/** Envelopes of single frames, one after the other. */
export type EnvelopeRows = Pick<VoiceFrames, 'envelope' | 'bins' | 'fftSize' | 'sampleRate'>;

/** Takes the envelopes of some frames, evenly spread over those that count. */
export function chooseRows(frames: VoiceFrames, counts: readonly boolean[], most: number): EnvelopeRows {
  const { bins, fftSize, sampleRate } = frames;
  const chosen = [...counts.keys()].filter((frame) => counts[frame]);
  const number = Math.min(most, chosen.length);
  const envelope = new Float32Array(number * bins);
  for (let index = 0; index < number; index++) {
    const frame = chosen[Math.floor((index * chosen.length) / number)] ?? 0;
    envelope.set(frames.envelope.subarray(frame * bins, (frame + 1) * bins), index * bins);
  }
  return { envelope, bins, fftSize, sampleRate };
}

/** The same of envelopes. @param pitch - Decides how far up formants are looked for. */
export function tractOfRows(rows: EnvelopeRows, pitch: number): VocalTract | undefined {
  const { bins, fftSize, sampleRate, envelope } = rows;
  const ceiling = Math.min(pitch > HIGH_PITCH ? CEILINGS.high : CEILINGS.low, sampleRate / 2);
  if (ceiling < NARROWEST) return undefined;
  const count = Math.min(bins, Math.round((ceiling * fftSize) / sampleRate) + 1);
  const order = Math.round((ORDER * ceiling) / CEILINGS.low / 2) * 2;
  const power = new Float64Array(count);
  const frames: number[][] = [];
  for (let row = 0; row < envelope.length; row += bins) {
    // Emphasised by 6 dB per octave, as voices fall off with twice that and lips give half of it back.
    for (let bin = 0; bin < count; bin++) power[bin] = (envelope[row + bin] ?? 0) * (bin + 1) ** 2;
    const resonances = resonancesOf(predictSpectrum(power, order))
      .filter(({ frequency, bandwidth }) => frequency * ceiling > LOWEST && bandwidth * ceiling < WIDEST)
      .map(({ frequency }) => frequency * ceiling);
    frames.push(resonances);
  }
  const formants = formantsOf(frames);
  return formants && { formants, spacing: spacingOf(formants) };
}

/**
 * Medians of the formants; `undefined` when too few frames have four resonances. Which resonance is which formant is told by
 * where a tube has them: by the medians themselves, a mistake that most frames share would never be seen.
 */
function formantsOf(frames: readonly number[][]): readonly number[] | undefined {
  if (frames.filter((resonances) => resonances.length >= FORMANTS).length < FEWEST) return undefined;
  let best = assignAll(frames, SPACINGS.least);
  for (let spacing = SPACINGS.least; spacing <= SPACINGS.most; spacing *= SPACINGS.step) {
    const assigned = assignAll(frames, spacing);
    if (assigned.misfit < best.misfit) best = assigned;
  }
  for (let pass = 0; pass < PASSES; pass++) best = assignAll(frames, spacingOf(best.formants));
  return best.formants;
}

/** Tells the formants of all frames by a tube whose formants are so far apart. */
function assignAll(
  frames: readonly number[][],
  spacing: number,
): { readonly formants: number[]; readonly misfit: number } {
  const assigned = frames.map((resonances) => assignFormants(resonances, spacing, FORMANTS));
  const formants = Array.from({ length: FORMANTS }, (_, formant) =>
    median(assigned.flatMap((frame) => frame.formants[formant] ?? [])),
  );
  const misfit = spacing ** MISFIT_EXPONENT * assigned.reduce((sum, { cost }) => sum + cost, 0);
  return { formants, misfit };
}

/** Least squares of `formant(i) = (i - 1/2) * spacing`. */
function spacingOf(formants: readonly number[]): number {
  let [product, square] = [0, 0];
  for (const [index, formant] of formants.entries()) {
    product += (index + 0.5) * formant;
    square += (index + 0.5) ** 2;
  }
  return product / square;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
