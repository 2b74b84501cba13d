import type { FramePowers } from './frame-powers.ts';

/** Share of the frames that are softer than what counts as the noise. */
const NOISE_SHARE = 0.05;

/** Speech over what is left in its pauses, decibels. */
export function signalToNoise({ powers, level }: FramePowers): number {
  const sorted = powers.slice().sort();
  const noise = sorted[Math.floor(NOISE_SHARE * sorted.length)] ?? 0;
  return 10 * Math.log10((level + 1e-12) / (noise + 1e-12));
}
