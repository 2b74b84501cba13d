/**
 * Centres of the bands in which noise is told from voice, hertz. Those of D4C lie 3 kHz apart; the two lowest are ours, as
 * the breath of real voices begins lower than a line from nothing at 0 Hz to the first of those would have it.
 */
const CENTRES = [1000, 2000, 3000, 6000, 9000, 12_000, 15_000] as const;
/** Half the width of the widest bands, hertz; the others reach down to zero. */
const WIDEST = 3000;

/** Share of noise that stands for none: 60 dB below the voice. */
export const LEAST_APERIODICITY = 1e-6;

/**
 * Frequencies of the columns of the aperiodicity, hertz: zero, where a voice is periodic; the centres of the bands that
 * fit; and half the sample rate, where it is noise. Between two of them the logarithm is interpolated.
 */
export function aperiodicityBands(sampleRate: number): readonly number[] {
  const inner = CENTRES.filter((hertz) => hertz + bandReach(hertz) <= sampleRate / 2);
  return [0, ...inner, sampleRate / 2];
}

/** Half the width of the band around a centre, hertz. */
export function bandReach(hertz: number): number {
  return Math.min(hertz, WIDEST);
}
