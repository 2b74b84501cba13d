/** How much a beat off its place counts against how strong it is; Ellis's value for onset strength of deviation one. */
const TIGHTNESS = 100;
/** Beats closer or further than these shares of the period are not looked at. */
const CLOSEST = 0.5;
const FURTHEST = 2;

/**
 * Finds the beats of a piece whose tempo is about known: the sequence that is strongest and most even together.
 *
 * D. P. W. Ellis, "Beat tracking by dynamic programming", Journal of New Music Research 36(1), 2007.
 * @param onsets - Onset strength per frame.
 * @param period - Frames per beat, at least 2.
 * @returns Frames of the beats, fractions interpolated; none where nothing begins.
 */
export function trackBeats(onsets: Float32Array, period: number): number[] {
  const strength = localStrength(onsets, period);
  if (!strength) return [];
  const { score, before } = bestSequences(strength, period);
  const beats: number[] = [];
  for (let frame = lastBeat(score, period); frame >= 0; frame = before[frame] ?? -1) beats.push(frame);
  beats.reverse();
  return withoutWeakEnds(beats, strength).map((frame) => frame + vertex(strength, frame));
}

/** Onset strength spread over a thirty-second of a beat, with a deviation of one; `undefined` where there is none. */
function localStrength(onsets: Float32Array, period: number): Float32Array | undefined {
  const spread = Math.max(1, period / 32);
  const reach = Math.ceil(3 * spread);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) => Math.exp(-0.5 * ((index - reach) / spread) ** 2));
  const deviation = standardDeviation(onsets);
  if (!(deviation > 0)) return undefined;
  const strength = new Float32Array(onsets.length);
  for (let frame = 0; frame < strength.length; frame++) {
    let sum = 0;
    for (let offset = -reach; offset <= reach; offset++) {
      sum += (weights[offset + reach] ?? 0) * (onsets[frame + offset] ?? 0);
    }
    strength[frame] = sum / deviation;
  }
  return strength;
}

interface Sequences {
  /** Of the best sequence that ends in a frame. */
  readonly score: Float64Array;
  /** The beat before it in that sequence; -1 where it is the first. */
  readonly before: Int32Array;
}

function bestSequences(strength: Float32Array, period: number): Sequences {
  const score = new Float64Array(strength.length);
  const before = new Int32Array(strength.length).fill(-1);
  const nearest = Math.max(1, Math.round(CLOSEST * period));
  const furthest = Math.round(FURTHEST * period);
  const penalties = Float64Array.from({ length: furthest + 1 }, (_, gap) => -TIGHTNESS * Math.log(gap / period) ** 2);
  const threshold = 0.01 * strength.reduce((highest, value) => Math.max(highest, value), 0);
  let begun = false;
  for (let frame = 0; frame < strength.length; frame++) {
    const own = strength[frame] ?? 0;
    let best = Number.NEGATIVE_INFINITY;
    let link = -1;
    for (let gap = nearest; gap <= furthest && gap <= frame; gap++) {
      const value = (penalties[gap] ?? 0) + (score[frame - gap] ?? 0);
      if (value > best) {
        best = value;
        link = frame - gap;
      }
    }
    score[frame] = own + (link < 0 ? 0 : best);
    // No beats before the first sound.
    if (begun || own >= threshold) {
      before[frame] = link;
      begun = true;
    }
  }
  return { score, before };
}

/** The last frame whose sequence is better than its neighbours' and about as good as most. */
function lastBeat(score: Float64Array, period: number): number {
  const isPeak = (frame: number) =>
    (score[frame] ?? 0) >= (score[frame - 1] ?? 0) &&
    (score[frame] ?? 0) > (score[frame + 1] ?? Number.NEGATIVE_INFINITY);
  const peaks: number[] = [];
  for (let frame = Math.max(0, score.length - Math.ceil(8 * period)); frame < score.length; frame++) {
    if (isPeak(frame)) peaks.push(frame);
  }
  const sorted = peaks.map((frame) => score[frame] ?? 0).sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  return peaks.findLast((frame) => (score[frame] ?? 0) >= 0.5 * median) ?? score.length - 1;
}

/** Leaves beats out at both ends that lie in what is nearly silence. */
function withoutWeakEnds(beats: readonly number[], strength: Float32Array): readonly number[] {
  const values = beats.map((frame) => strength[frame] ?? 0);
  const threshold = 0.5 * Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length));
  const first = values.findIndex((value) => value >= threshold);
  const last = values.findLastIndex((value) => value >= threshold);
  return first < 0 ? [] : beats.slice(first, last + 1);
}

/** Where between the frames next to a peak its highest point lies, -0.5 to 0.5. */
function vertex(values: Float32Array, frame: number): number {
  const [left, middle, right] = [values[frame - 1] ?? 0, values[frame] ?? 0, values[frame + 1] ?? 0];
  const curvature = left - 2 * middle + right;
  return curvature < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / curvature)) : 0;
}

function standardDeviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
}
