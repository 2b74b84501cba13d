/**
 * Adds noise to a recording at a signal-to-noise ratio; the recording itself is the truth of the mixture.
 * @param clean - Mono.
 * @param noise - Mono; repeated when it is shorter.
 * @param snrDb - Ratio of the energies over the whole length, decibels.
 */
export function mixAtSnr(clean: Float32Array, noise: Float32Array, snrDb: number): Float32Array {
  const fitted = clean.map((_, frame) => noise[frame % noise.length] ?? 0);
  const gain = Math.sqrt(energy(clean) / energy(fitted) / 10 ** (snrDb / 10));
  return clean.map((value, frame) => value + gain * (fitted[frame] ?? 0));
}

function energy(signal: Float32Array): number {
  return signal.reduce((sum, value) => sum + value * value, 0);
}
