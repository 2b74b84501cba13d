import { seededNormal } from './seeded-random.ts';

/** A room as the statistical model sees it. */
export interface DecayingNoise {
  /** Seconds in which the tail falls by 60 dB. */
  readonly rt60: number;
  /** Energy of the direct sound over that of the tail, decibels. @default 0 */
  readonly directToReverberant?: number;
  /** Seconds between the direct sound and the beginning of the tail. @default 0.003 */
  readonly gap?: number;
  /** Hertz. */
  readonly sampleRate: number;
  /** @default 1 */
  readonly seed?: number;
}

/**
 * Room impulse response as white noise that decays exponentially after the direct sound, which is 1 and the first frame
 * (Polack 1988, "La transmission de l'énergie sonore dans les salles"). Ends where it has fallen by 66 dB.
 */
export function decayingNoiseResponse(room: DecayingNoise): Float32Array {
  const { rt60, directToReverberant = 0, gap = 0.003, sampleRate, seed = 1 } = room;
  const normal = seededNormal(seed);
  const first = Math.max(1, Math.round(gap * sampleRate));
  const response = Float32Array.from({ length: Math.round(1.1 * rt60 * sampleRate) }, (_, frame) =>
    frame < first ? 0 : normal() * 10 ** ((-3 * frame) / (rt60 * sampleRate)),
  );
  const energy = response.reduce((sum, value) => sum + value * value, 0);
  const scale = Math.sqrt(10 ** (-directToReverberant / 10) / energy);
  for (const [frame, value] of response.entries()) response[frame] = value * scale;
  response[0] = 1;
  return response;
}
