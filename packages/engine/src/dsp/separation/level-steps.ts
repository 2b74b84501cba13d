import type { Plane } from './spectra.ts';

/** Steps a decibel: fine enough for masks, and 256 of them span 180 dB. */
const STEPS_PER_DECIBEL = 255 / 180;
const LOWEST_DECIBELS = -120;

/** Powers by step. Order statistics of bytes are quick, and a plane of bytes is a quarter of one of floats. */
const POWERS = Float32Array.from({ length: 256 }, (_, step) =>
  step === 0 ? 0 : 10 ** ((step / STEPS_PER_DECIBEL + LOWEST_DECIBELS) / 10),
);

/** Levels of a plane of powers, on a scale of 256 steps from -120 to 60 dB, 0.7 dB each. */
export interface LevelPlane {
  readonly windows: number;
  readonly bins: number;
  readonly steps: Uint8Array;
}

/** Puts the powers of a plane on the scale. */
export function levelsOf({ windows, bins, values }: Plane): LevelPlane {
  const steps = new Uint8Array(values.length);
  const scale = (10 / Math.LN10) * STEPS_PER_DECIBEL;
  const offset = 0.5 - LOWEST_DECIBELS * STEPS_PER_DECIBEL;
  for (let index = 0; index < values.length; index++) {
    const step = Math.log((values[index] ?? 0) + 1e-30) * scale + offset;
    steps[index] = Math.max(0, Math.min(255, step));
  }
  return { windows, bins, steps };
}

/** Power of a step. */
export function powerOfStep(step: number): number {
  return POWERS[step] ?? 0;
}
