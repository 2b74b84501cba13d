import { logSpread, meanRow } from './gaussian-spread.ts';

/** Whether a recording holds one speaker. */
export type SpeakerCount = 'one' | 'perhaps several' | 'several';

/** Voiced frames of a window: 0.8 s, enough for the sounds of a language to even out. */
const WINDOW = 80;
/** Windows that are looked at; more would only make chance look like evidence. */
const MOST_WINDOWS = 15;
const ROUNDS = 8;
/** Fewer frames than this are not enough to be sure, and no part of fewer windows is a speaker. */
const SURE_FRAMES = 400;
const LEAST_WINDOWS = 2;

/**
 * What two speakers look like: evidence per frame, and squared distance of the means in standard deviations. Of 15
 * recordings of one speaker none reached the upper pair, and of 11 of several all but one, which reached the lower.
 */
const SEVERAL = { evidence: 0.7, distance: 3.5 } as const;
const PERHAPS = { evidence: 0.5, distance: 3 } as const;

/**
 * Tells whether one person speaks or several.
 *
 * Windows are split into two groups in every likely way, and the split is judged by how much better two Gaussians describe the frames
 * than one, less what chance would give: S. Chen & P. Gopalakrishnan, "Speaker, environment and channel change detection and
 * clustering via the Bayesian information criterion", 1998.
 * @param rows - Of `voiceCepstra`, in order of time.
 */
export function tellSpeakers(rows: readonly Float64Array[]): SpeakerCount {
  const windows = cutWindows(rows);
  if (windows.length < 2 * LEAST_WINDOWS) return 'one';
  const frames = windows.flat();
  const means = standardized(windows, frames);
  const together = logSpread(frames);
  let found: SpeakerCount = 'one';
  for (const groups of likelySplits(means)) {
    const parts = [0, 1].map((group) => windows.filter((_, index) => groups[index] === group));
    if (parts.some((part) => part.length < LEAST_WINDOWS)) continue;
    const evidence = evidencePerFrame(
      parts.map((part) => part.flat()),
      frames.length,
      together,
    );
    const [first, second] = [0, 1].map((group) => meanRow(means.filter((_, index) => groups[index] === group)));
    const distance = first && second ? squaredDistance(first, second) : 0;
    const sure = frames.length >= SURE_FRAMES;
    if (sure && evidence > SEVERAL.evidence && distance > SEVERAL.distance) return 'several';
    if (evidence > PERHAPS.evidence && distance > PERHAPS.distance) found = 'perhaps several';
  }
  return found;
}

function cutWindows(rows: readonly Float64Array[]): Float64Array[][] {
  const count = Math.floor(rows.length / WINDOW);
  const taken = Math.min(count, MOST_WINDOWS);
  return Array.from({ length: taken }, (_, index) => {
    const start = Math.floor((index * count) / taken) * WINDOW;
    return rows.slice(start, start + WINDOW);
  });
}

/** Means of the windows, in standard deviations from the mean of all. */
function standardized(windows: readonly Float64Array[][], frames: readonly Float64Array[]): Float64Array[] {
  const mean = meanRow(frames);
  const deviation = meanRow(frames.map((row) => row.map((value, column) => (value - (mean[column] ?? 0)) ** 2)));
  return windows.map((window) =>
    meanRow(window).map((value, column) => (value - (mean[column] ?? 0)) / Math.sqrt((deviation[column] ?? 0) + 1e-9)),
  );
}

/** Splits by two means (S. Lloyd), begun at every pair of windows. */
function* likelySplits(means: readonly Float64Array[]): Generator<readonly number[]> {
  const seen = new Set<string>();
  for (const [index, one] of means.entries()) {
    for (const other of means.slice(index + 1)) {
      let [first, second] = [one, other];
      let groups: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        groups = means.map((mean) => (squaredDistance(mean, first) < squaredDistance(mean, second) ? 0 : 1));
        const parts = [0, 1].map((group) => means.filter((_, at) => groups[at] === group));
        first = parts[0]?.length ? meanRow(parts[0]) : first;
        second = parts[1]?.length ? meanRow(parts[1]) : second;
      }
      const key = groups.join('');
      if (!seen.has(key)) yield groups;
      seen.add(key);
    }
  }
}

function evidencePerFrame(parts: readonly Float64Array[][], count: number, together: number): number {
  const size = parts[0]?.[0]?.length ?? 0;
  const apart = parts.reduce((sum, part) => sum + part.length * logSpread(part), 0);
  const parameters = size + (size * (size + 1)) / 2;
  return (count * together - apart - parameters * Math.log(count)) / 2 / count;
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0);
}
