/** Bands per equivalent rectangular bandwidth of hearing (B. Glasberg & B. Moore, 1990). */
const BANDS_PER_ERB = 1.25;
/** Lowest band, hertz. */
const LOWEST = 80;
/** Highest band, hertz; a voice has next to nothing above. */
const HIGHEST = 12_000;

/** Centres of the bands of a long-term spectrum that lie below a frequency, hertz; rising. */
export function spectrumBands(highest: number): readonly number[] {
  const first = erbNumber(LOWEST);
  const last = erbNumber(Math.min(highest, HIGHEST));
  const count = Math.max(0, Math.floor((last - first) * BANDS_PER_ERB + 1e-6) + 1);
  return Array.from({ length: count }, (_, band) => erbFrequency(first + band / BANDS_PER_ERB));
}

/** Reads a curve over {@link spectrumBands} at a frequency in hertz; beyond its ends it stays level. */
export function readBands(curve: readonly number[], hertz: number): number {
  const place = (erbNumber(hertz) - erbNumber(LOWEST)) * BANDS_PER_ERB;
  const inside = Math.max(0, Math.min(curve.length - 1, place));
  const low = curve[Math.floor(inside)] ?? 0;
  return low + (inside % 1) * ((curve[Math.ceil(inside)] ?? low) - low);
}

function erbNumber(hertz: number): number {
  return 21.4 * Math.log10(1 + 0.00437 * Math.max(0, hertz));
}

function erbFrequency(number: number): number {
  return (10 ** (number / 21.4) - 1) / 0.00437;
}
