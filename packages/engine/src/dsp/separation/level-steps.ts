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

/** Bits of a float that are dropped: 256 steps an octave remain, a fiftieth of a level step each. */
const DROPPED_BITS = 15;

/** Level step of every float from 0 up, by its upper bits: a look-up instead of a logarithm. */
const STEPS = stepsByBits();

function stepsByBits(): Uint8Array {
  const bits = Uint32Array.from({ length: 2 ** (31 - DROPPED_BITS) }, (_, index) => (index + 0.5) * 2 ** DROPPED_BITS);
  const offset = 0.5 - LOWEST_DECIBELS * STEPS_PER_DECIBEL;
  return Uint8Array.from(new Float32Array(bits.buffer), (power) =>
    Math.max(0, Math.min(255, 10 * Math.log10(power + 1e-30) * STEPS_PER_DECIBEL + offset)),
  );
}

/** Puts the powers of a plane on the scale. */
export function levelsOf({ windows, bins, values }: Plane): LevelPlane {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const steps = new Uint8Array(values.length);
  for (let index = 0; index < bits.length; index++) steps[index] = STEPS[(bits[index] ?? 0) >>> DROPPED_BITS] ?? 0;
  return { windows, bins, steps };
}

/** Power of a step. */
export function powerOfStep(step: number): number {
  return POWERS[step] ?? 0;
}
