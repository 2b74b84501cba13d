/** Seconds after the direct sound that still belong to it for the ear (ISO 3382-1: C50, for speech). */
export const EARLY_SECONDS = 0.05;

/** Frame of the direct sound: the largest value of a response. */
export function directSound(response: Float32Array): number {
  let at = 0;
  for (const [frame, value] of response.entries()) if (Math.abs(value) > Math.abs(response[at] ?? 0)) at = frame;
  return at;
}

/**
 * Early-to-late energy ratio of an impulse response, decibels (clarity, C50 of ISO 3382-1): what comes until 50 ms after the
 * direct sound, against what comes later.
 * @param direct - Frame of the direct sound. @default The largest value.
 */
export function clarity(response: Float32Array, sampleRate: number, direct = directSound(response)): number {
  const border = direct + Math.round(EARLY_SECONDS * sampleRate);
  return 10 * Math.log10(energy(response.subarray(0, border)) / energy(response.subarray(border)));
}

/** The response until 50 ms after its direct sound: what a speaker in the room would sound like without the tail. */
export function earlyPart(response: Float32Array, sampleRate: number): Float32Array {
  return response.slice(0, directSound(response) + Math.round(EARLY_SECONDS * sampleRate));
}

/** Energy of a stretch. */
export function energy(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/**
 * Reverberation time of an impulse response, seconds: twice the time in which the backward-integrated energy falls from -5 to
 * -35 dB (Schroeder 1965; T30 of ISO 3382-1). NaN where the response ends before that.
 */
export function reverberationTime(response: Float32Array, sampleRate: number): number {
  const remaining = new Float64Array(response.length);
  let sum = 0;
  for (let frame = response.length - 1; frame >= 0; frame--) {
    sum += (response[frame] ?? 0) ** 2;
    remaining[frame] = sum;
  }
  const fallenBy = (decibels: number) => remaining.findIndex((value) => value < sum * 10 ** (-decibels / 10));
  const [start, end] = [fallenBy(5), fallenBy(35)];
  return end < 0 ? Number.NaN : (2 * (end - start)) / sampleRate;
}
