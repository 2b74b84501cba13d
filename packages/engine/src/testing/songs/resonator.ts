/** A resonance: one peak of a spectrum. */
export interface Resonance {
  /** Centre, hertz. */
  readonly frequency: number;
  /** Width 3 dB below the peak, hertz. */
  readonly bandwidth: number;
}

/** Gain of a resonance at a frequency; 1 at its centre. */
export function resonanceGain({ frequency, bandwidth }: Resonance, at: number): number {
  const offset = (at - frequency) / (bandwidth / 2);
  return 1 / Math.sqrt(1 + offset * offset);
}

/**
 * Filters a sound by one band-pass, in place.
 * @see Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", 1998: band-pass, peak gain 1.
 */
export function bandPass(sound: Float32Array, { frequency, bandwidth }: Resonance, sampleRate: number): void {
  const omega = (2 * Math.PI * Math.min(frequency, 0.45 * sampleRate)) / sampleRate;
  const alpha = (Math.sin(omega) * bandwidth) / (2 * frequency);
  const scale = 1 / (1 + alpha);
  biquad(sound, [alpha * scale, 0, -alpha * scale], [-2 * Math.cos(omega) * scale, (1 - alpha) * scale]);
}

/** Filters a sound by a second-order Butterworth high-pass, in place. Same source as {@link bandPass}. */
export function highPass(sound: Float32Array, cutoff: number, sampleRate: number): void {
  const omega = (2 * Math.PI * Math.min(cutoff, 0.45 * sampleRate)) / sampleRate;
  const alpha = Math.sin(omega) * Math.SQRT1_2;
  const scale = 1 / (1 + alpha);
  const side = ((1 + Math.cos(omega)) / 2) * scale;
  biquad(sound, [side, -2 * side, side], [-2 * Math.cos(omega) * scale, (1 - alpha) * scale]);
}

/** Filters a sound by a second-order Butterworth low-pass, in place. Same source as {@link bandPass}. */
export function lowPass(sound: Float32Array, cutoff: number, sampleRate: number): void {
  const omega = (2 * Math.PI * Math.min(cutoff, 0.45 * sampleRate)) / sampleRate;
  const alpha = Math.sin(omega) * Math.SQRT1_2;
  const scale = 1 / (1 + alpha);
  const side = ((1 - Math.cos(omega)) / 2) * scale;
  biquad(sound, [side, 2 * side, side], [-2 * Math.cos(omega) * scale, (1 - alpha) * scale]);
}

type Three = readonly [number, number, number];

function biquad(sound: Float32Array, [b0, b1, b2]: Three, [a1, a2]: readonly [number, number]): void {
  let in1 = 0;
  let in2 = 0;
  let out1 = 0;
  let out2 = 0;
  for (let frame = 0; frame < sound.length; frame++) {
    const value = sound[frame] ?? 0;
    const output = b0 * value + b1 * in1 + b2 * in2 - a1 * out1 - a2 * out2;
    in2 = in1;
    in1 = value;
    out2 = out1;
    out1 = output;
    sound[frame] = output;
  }
}
