/** The outline of audio: lowest and highest value per stretch of equal length, [-1, 1]. */
export interface WaveformPeaks {
  readonly min: ArrayLike<number>;
  readonly max: ArrayLike<number>;
}

/**
 * Reduces peaks to the height of so many bars over the whole duration.
 * @param peaks - Cover the first `covered` of `duration` seconds.
 * @returns One height per bar in [0, 1], the loudest of all being 1; `undefined` for a bar without audio yet.
 */
export function barHeights(
  peaks: WaveformPeaks,
  bars: number,
  covered: number,
  duration: number,
): Array<number | undefined> {
  const buckets = Math.min(peaks.min.length, peaks.max.length);
  const perSecond = covered > 0 ? buckets / covered : 0;
  const heights = Array.from({ length: bars }, (_, bar) => {
    const start = Math.floor(((bar * duration) / bars) * perSecond);
    const end = Math.min(buckets, Math.max(start + 1, Math.floor((((bar + 1) * duration) / bars) * perSecond)));
    if (start >= buckets) return undefined;
    let height = 0;
    for (let bucket = start; bucket < end; bucket++) {
      height = Math.max(height, Math.abs(peaks.min[bucket] ?? 0), Math.abs(peaks.max[bucket] ?? 0));
    }
    return height;
  });
  // Quiet recordings fill the height too, but noise alone is not blown up to look like speech.
  const loudest = Math.max(QUIETEST_FULL_SCALE, ...heights.map((height) => height ?? 0));
  return heights.map((height) => (height === undefined ? undefined : height / loudest));
}

const QUIETEST_FULL_SCALE = 0.05;

const LEAST_HEIGHT = 0.03;

/** Draws bars as one SVG path of vertical strokes, in a box `bars` wide and from -1 to 1 high. */
export function barPath(heights: ReadonlyArray<number | undefined>): string {
  return heights
    .map((height, bar) => {
      if (height === undefined) return '';
      const half = Math.max(LEAST_HEIGHT, height * 0.92).toFixed(3);
      return `M${bar + 0.5}-${half}V${half}`;
    })
    .join('');
}

/** Draws a dot in the place of each bar that has no audio yet. */
export function dotPath(heights: ReadonlyArray<number | undefined>): string {
  return heights.map((height, bar) => (height === undefined ? `M${bar + 0.5} 0h0` : '')).join('');
}
