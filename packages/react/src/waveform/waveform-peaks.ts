/** The outline of audio per stretch of equal length: lowest and highest value, [-1, 1]; or the loudest, [0, 1]. */
export type WaveformPeaks = { readonly min: ArrayLike<number>; readonly max: ArrayLike<number> } | readonly number[];

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
  const loudestOf = loudness(peaks);
  const buckets = 'min' in peaks ? Math.min(peaks.min.length, peaks.max.length) : peaks.length;
  const perSecond = covered > 0 ? buckets / covered : 0;
  const heights = Array.from({ length: bars }, (_, bar) => {
    const start = Math.floor(((bar * duration) / bars) * perSecond);
    const end = Math.min(buckets, Math.max(start + 1, Math.floor((((bar + 1) * duration) / bars) * perSecond)));
    if (start >= buckets) return undefined;
    let height = 0;
    for (let bucket = start; bucket < end; bucket++) {
      height = Math.max(height, loudestOf(bucket));
    }
    return height;
  });
  // Quiet recordings fill the height too, but noise alone is not blown up to look like speech.
  const loudest = Math.max(QUIETEST_FULL_SCALE, ...heights.map((height) => height ?? 0));
  return heights.map((height) => (height === undefined ? undefined : height / loudest));
}

function loudness(peaks: WaveformPeaks): (bucket: number) => number {
  if (!('min' in peaks)) return (bucket) => peaks[bucket] ?? 0;
  return (bucket) => Math.max(Math.abs(peaks.min[bucket] ?? 0), Math.abs(peaks.max[bucket] ?? 0));
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
