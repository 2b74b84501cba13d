/** Lowest frequency that counts, and the borders of the low part and of the whole, hertz. */
const LOWEST = 100;
const MIDDLE = 4000;
const HIGHEST = 7900;
/** Share of its power that a voice has in the low part. */
const VOICED_SHARE = 0.85;

/**
 * Whether a spectrum is that of a hiss: much of its power lies above 4 kHz.
 *
 * The criterion of M. Morise's D4C Love Train in WORLD. At low sample rates the borders move down with the highest frequency.
 */
export function isHiss(envelope: Float32Array, sampleRate: number): boolean {
  const perBin = sampleRate / 2 / (envelope.length - 1);
  const scale = Math.min(1, sampleRate / 2 / HIGHEST);
  const middle = Math.ceil((MIDDLE * scale) / perBin);
  const highest = Math.min(Math.ceil((HIGHEST * scale) / perBin), envelope.length - 1);
  let low = 0;
  let high = 0;
  for (let bin = Math.ceil(LOWEST / perBin) + 1; bin <= middle; bin++) low += envelope[bin] ?? 0;
  for (let bin = middle + 1; bin <= highest; bin++) high += envelope[bin] ?? 0;
  return low <= VOICED_SHARE * (low + high);
}
