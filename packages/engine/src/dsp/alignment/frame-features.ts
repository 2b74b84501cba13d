import { CEPSTRUM_ORDER, type SpeechFrames } from './speech-frames.ts';

/** Values per frame: cepstra, their slopes, and the level. */
export const FEATURES = 2 * CEPSTRUM_ORDER + 1;

/** Frames as they are compared. */
export interface FrameFeatures {
  readonly count: number;
  readonly hop: number;
  /** {@link FEATURES} values per frame, of mean 0 and variance 1 over the speech; silence is 0 but for its level. */
  readonly values: Float32Array;
  /** How much each frame is speech rather than a pause, 0 to 1. */
  readonly speech: Float32Array;
}

/** Frames over which slopes are taken, to each side. */
const SLOPE_REACH = 2;
const SLOPE_WEIGHT = 0.7;
const LEVEL_WEIGHT = 1.5;
/** How far from the floor to the loud parts noise reaches, and where it is surely speech. */
const NOISE_SHARE = 0.15;
const SPEECH_SHARE = 0.45;
/** Mean square, in decibels, below which nothing is heard whatever is louder. */
const INAUDIBLE = -70;
/** Decibels below the loud parts at which any voice is silent, and at which none is. */
const DEEPEST_FLOOR = 50;
const HIGHEST_FLOOR = 22;

/**
 * Makes frames of different speakers and microphones comparable: the mean and the variance of the cepstra over the speech
 * are taken out (O. Viikki & K. Laurila, "Cepstral domain segmental feature vector normalization for noise robust speech
 * recognition", Speech Communication 25, 1998), and what is silence looks the same whatever noise is in it.
 */
export function frameFeatures({ count, hop, cepstra, levels }: SpeechFrames): FrameFeatures {
  const speech = speechWeights(levels);
  const { mean, scale } = spread(cepstra, speech, CEPSTRUM_ORDER);
  const values = new Float32Array(count * FEATURES);
  for (let frame = 0; frame < count; frame++) {
    const weight = speech[frame] ?? 0;
    for (let order = 0; order < CEPSTRUM_ORDER; order++) {
      const value = ((cepstra[frame * CEPSTRUM_ORDER + order] ?? 0) - (mean[order] ?? 0)) * (scale[order] ?? 0);
      values[frame * FEATURES + order] = value * weight;
    }
    values[frame * FEATURES + FEATURES - 1] = LEVEL_WEIGHT * weight;
  }
  addSlopes(values, count);
  return { count, hop, values, speech };
}

/** 0 where a frame is at the level of the pauses, 1 where it is well above. */
function speechWeights(levels: Float32Array): Float32Array {
  const sorted = levels.slice().sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const loud = at(0.95);
  const quiet = Math.min(loud - HIGHEST_FLOOR, Math.max(loud - DEEPEST_FLOOR, at(0.05)));
  const floor = Math.max(INAUDIBLE, quiet);
  const range = loud - floor;
  const [none, sure] = [floor + Math.max(3, NOISE_SHARE * range), floor + Math.max(12, SPEECH_SHARE * range)];
  return levels.map((level) => Math.max(0, Math.min(1, (level - none) / (sure - none))));
}

function spread(
  rows: Float32Array,
  weights: Float32Array,
  width: number,
): { readonly mean: Float64Array; readonly scale: Float64Array } {
  const mean = new Float64Array(width);
  const scale = new Float64Array(width);
  let total = 1e-9;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] ?? 0;
    total += weight;
    for (let column = 0; column < width; column++) {
      const value = rows[row * width + column] ?? 0;
      mean[column] = (mean[column] ?? 0) + weight * value;
      scale[column] = (scale[column] ?? 0) + weight * value * value;
    }
  }
  for (let column = 0; column < width; column++) {
    const average = (mean[column] ?? 0) / total;
    mean[column] = average;
    scale[column] = 1 / Math.sqrt(Math.max(1e-6, (scale[column] ?? 0) / total - average * average));
  }
  return { mean, scale };
}

/** Writes the slope of each cepstrum beside it, scaled to the same spread. */
function addSlopes(values: Float32Array, count: number): void {
  let squares = 0;
  for (let frame = 0; frame < count; frame++) {
    for (let order = 0; order < CEPSTRUM_ORDER; order++) {
      let slope = 0;
      for (let reach = 1; reach <= SLOPE_REACH; reach++) {
        const after = Math.min(count - 1, frame + reach) * FEATURES + order;
        const before = Math.max(0, frame - reach) * FEATURES + order;
        slope += reach * ((values[after] ?? 0) - (values[before] ?? 0));
      }
      values[frame * FEATURES + CEPSTRUM_ORDER + order] = slope;
      squares += slope * slope;
    }
  }
  const scale = SLOPE_WEIGHT / Math.sqrt(Math.max(1e-9, squares / Math.max(1, count * CEPSTRUM_ORDER)));
  for (let frame = 0; frame < count; frame++) {
    for (let order = 0; order < CEPSTRUM_ORDER; order++) {
      const at = frame * FEATURES + CEPSTRUM_ORDER + order;
      values[at] = (values[at] ?? 0) * scale;
    }
  }
}

/** How unlike two frames are: the root of the mean square difference, about 1 for speech at random. */
export function featureDistance(a: Float32Array, frameA: number, b: Float32Array, frameB: number): number {
  let sum = 0;
  for (let index = 0, atA = frameA * FEATURES, atB = frameB * FEATURES; index < FEATURES; index++, atA++, atB++) {
    const difference = (a[atA] ?? 0) - (b[atB] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum / FEATURES);
}
