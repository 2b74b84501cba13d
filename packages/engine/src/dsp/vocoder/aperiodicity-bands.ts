/** Distance of the bands, hertz (Morise 2016); half of it where few would find room. */
const BAND_INTERVAL = 3000;
const LOW_RATE = 12_000;
/** Highest band but one, hertz. */
const HIGHEST_BAND = 15_000;

/** Share of noise that stands for none: 60 dB below the voice. */
export const LEAST_APERIODICITY = 1e-6;

/**
 * Frequencies of the columns of the aperiodicity, hertz: zero, where a voice is periodic; multiples of 3 kHz (1.5 kHz at
 * low rates); and half the sample rate, where it is noise. Between two of them the logarithm is interpolated.
 */
export function aperiodicityBands(sampleRate: number): readonly number[] {
  const interval = bandInterval(sampleRate);
  const highest = Math.min(HIGHEST_BAND, sampleRate / 2 - interval);
  const inner = Array.from({ length: Math.floor(highest / interval) }, (_, band) => (band + 1) * interval);
  return [0, ...inner, sampleRate / 2];
}

/** Distance of the bands of a sample rate, hertz; also half the width of one. */
export function bandInterval(sampleRate: number): number {
  return sampleRate < LOW_RATE ? BAND_INTERVAL / 2 : BAND_INTERVAL;
}
