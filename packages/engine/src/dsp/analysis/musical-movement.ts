import { PITCH_CLASSES } from './fold-chroma.ts';
import { PITCH_RATE } from './musical-features.ts';

/** Share of the frames that count as the strongest accents. */
const STRONGEST_SHARE = 0.01;

/**
 * How far the strongest accents stand out from their mean. Notes and strokes are sudden: 7 and more in music. What only swells
 * and fades, such as a fan or an engine, stays below 6.3, however regularly it does.
 * @param accents - Of the whole spectrum, 100 per second.
 */
export function strokeContrast(accents: Float32Array): number {
  const sorted = accents.toSorted();
  const mean = accents.reduce((sum, value) => sum + value, 0) / Math.max(1, accents.length);
  return mean > 0 ? (sorted[Math.floor((1 - STRONGEST_SHARE) * sorted.length)] ?? 0) / mean : 0;
}

/**
 * How much the pitch classes of single seconds differ from those of the whole: one less the cosine between them, in the mean.
 * 0.016 and more where harmonies change; 0 for the hum of the mains, up to 0.014 for the tones of a fan in its noise.
 * @param chroma - Rows of twelve, see `foldChroma`.
 */
export function pitchMovement(chroma: Float32Array): number {
  const seconds = Math.max(1, Math.floor(chroma.length / (PITCH_CLASSES * PITCH_RATE)));
  const second = (index: number) =>
    sumOfRows(chroma.subarray(index * PITCH_CLASSES * PITCH_RATE, (index + 1) * PITCH_CLASSES * PITCH_RATE));
  const whole = sumOfRows(chroma);
  let [sum, count] = [0, 0];
  for (let index = 0; index < seconds; index++) {
    const part = second(index);
    const norm = Math.sqrt(dot(part, part) * dot(whole, whole));
    if (norm === 0) continue;
    sum += 1 - dot(part, whole) / norm;
    count++;
  }
  return sum / Math.max(1, count);
}

function sumOfRows(rows: Float32Array): Float64Array {
  const sum = new Float64Array(PITCH_CLASSES);
  for (const [index, value] of rows.entries()) {
    sum[index % PITCH_CLASSES] = (sum[index % PITCH_CLASSES] ?? 0) + value;
  }
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
