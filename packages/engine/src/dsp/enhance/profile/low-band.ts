import { createResampler } from '../../../audio/resample.ts';

/** Lowest rate that shows enough, hertz. The rate that is used lies between it and twice it. */
const LOWEST_RATE = 8000;

/** The lower frequencies of a signal at a low rate, where hum and the notes of music lie. */
export interface LowBand {
  /** Hertz. */
  readonly sampleRate: number;
  push(channels: readonly Float32Array[]): readonly Float32Array[];
  flush(): readonly Float32Array[];
}

/** Divides the rate by a power of two. */
export function createLowBand(sampleRate: number, channels: number): LowBand {
  const factor = 2 ** Math.max(0, Math.floor(Math.log2(sampleRate / LOWEST_RATE)));
  const lowRate = Math.round(sampleRate / factor);
  const resampler = createResampler(sampleRate, lowRate, channels);
  return {
    sampleRate: lowRate,
    push: (block) => resampler.push(block),
    flush: () => resampler.flush(),
  };
}
