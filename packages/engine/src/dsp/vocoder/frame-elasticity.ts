import type { VoiceFrames } from './voice-frames.ts';

/** Upper edges of the bands in which change is looked for, hertz. */
const EDGES = [250, 500, 750, 1000, 1400, 1900, 2500, 3200, 4000, 5500, 8000] as const;
/** Change within this time counts, seconds. */
const SPAN_SECONDS = 0.02;
/** Mean change at which a frame gives half as much as one that lasts, decibels. */
const HALF_CHANGE = 8;
/** Least that a frame gives. */
const LEAST = 0.1;

/**
 * How far each frame may be drawn out: 1 where the sound lasts, near 0.1 in bursts and at the edges of sounds.
 * @returns One value per frame.
 */
export function frameElasticity(frames: VoiceFrames): Float64Array {
  const levels = bandLevels(frames);
  const bands = EDGES.length;
  const reach = Math.max(1, Math.round(SPAN_SECONDS / 2 / frames.frameSeconds));
  return Float64Array.from({ length: frames.frames }, (_, frame) => {
    const before = Math.max(0, frame - reach) * bands;
    const after = Math.min(frames.frames - 1, frame + reach) * bands;
    let change = 0;
    for (let band = 0; band < bands; band++) {
      change += Math.abs((levels[after + band] ?? 0) - (levels[before + band] ?? 0)) / bands;
    }
    return Math.max(LEAST, 1 / (1 + (change / HALF_CHANGE) ** 2));
  });
}

/** Mean power of each band of each frame, decibels. */
function bandLevels({ frames, bins, envelope, sampleRate, fftSize }: VoiceFrames): Float64Array {
  const ends = EDGES.map((hertz) => Math.min(bins, Math.round((hertz * fftSize) / sampleRate)));
  const levels = new Float64Array(frames * ends.length);
  for (let frame = 0; frame < frames; frame++) {
    let bin = 0;
    for (const [band, end] of ends.entries()) {
      const count = Math.max(1, end - bin);
      let power = 1e-14;
      for (; bin < end; bin++) power += envelope[frame * bins + bin] ?? 0;
      levels[frame * ends.length + band] = 10 * Math.log10(power / count);
    }
  }
  return levels;
}
