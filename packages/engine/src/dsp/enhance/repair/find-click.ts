/** How many cells of the prediction error may be as loud as a click without it being taken for speech: an eighth. */
const LOUD_SHARE = 0.85;
/** How far a click's prediction error rises above that of the loud cells around it, and above that of the middle one. */
const ABOVE_LOUD = 7;
const ABOVE_USUAL = 7;
/** The same for a click that rises above all other cells too, and how far. */
const LONE_ABOVE_LOUD = 4;
const LONE_ABOVE_ALL = 2.5;
/** What rises above the loud cells like this in the second difference is kept out of the prediction. */
const SUSPICIOUS = 1.6;
/** Where a click has faded, relative to what it has to rise above. */
const EDGE_SHARE = 0.25;
/** How much louder it may be after a click than before it: a drum or a consonant goes on. */
const GOES_ON = 2.5;
/** What nobody hears, linear. */
const INAUDIBLE = 0.0005;

/** A stretch of samples. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Lengths in samples. */
export interface ClickShape {
  /** A cell, in which a voice has at most one pulse: 2 ms. */
  readonly cell: number;
  /** Longest click. */
  readonly longest: number;
  /** How far a click's traces in the prediction error reach, at its ends. */
  readonly margin: number;
}

/**
 * Finds the loudest click of a stretch by its prediction error: a value that the ones before it do not announce. The pulses
 * of a voice are such values too; but they come every few milliseconds, one as loud as the other, and a click comes alone.
 *
 * Source: S. Vaseghi and P. Rayner, "Detection and suppression of impulsive noise in speech communication systems", 1990;
 * S. Godsill and P. Rayner, "Digital Audio Restoration", 1998, chapter 5.
 * @param error - Prediction error of the stretch and of what is around it.
 * @param within - Where the click's loudest value has to lie.
 */
export function findClick(error: Float32Array, within: Stretch, shape: ClickShape): Stretch | undefined {
  const peak = loudestPlace(error, within);
  const height = Math.abs(error[peak] ?? 0);
  if (height < INAUDIBLE) return undefined;
  const cells = cellPeaks(error, shape.cell);
  const sorted = cells.slice().sort();
  const loud = sorted[Math.floor(LOUD_SHARE * sorted.length)] ?? 0;
  const lone = height > LONE_ABOVE_ALL * loudestOther(cells, Math.floor(peak / shape.cell));
  const usual = sorted[sorted.length >> 1] ?? 0;
  const bar = Math.max((lone ? LONE_ABOVE_LOUD : ABOVE_LOUD) * loud, ABOVE_USUAL * usual, INAUDIBLE);
  if (height < bar) return undefined;
  const { start, end } = extent(error, peak, EDGE_SHARE * bar, shape.margin);
  if (end - start > shape.longest) return undefined;
  const before = typicalPeak(cells, Math.floor(start / shape.cell) - 1, -1);
  const after = typicalPeak(cells, Math.ceil(end / shape.cell), 1);
  const goesOn = after > GOES_ON * before && height < ABOVE_LOUD * after;
  return goesOn ? undefined : { start: Math.max(0, start - shape.margin), end: end + shape.margin };
}

/**
 * Draws straight lines where a signal may have clicks, so that they do not spoil a prediction that is made from it. What may
 * be one is what stands out of the second difference, which is a rough prediction error of any voice and any music.
 * @param error - Room for as many values.
 * @returns Whether there was anything suspicious.
 */
export function bridgeSuspects(samples: Float32Array, error: Float32Array, shape: ClickShape): boolean {
  error.fill(0, 0, 2);
  for (let at = 2; at < samples.length; at++) {
    error[at] = (samples[at] ?? 0) - 2 * (samples[at - 1] ?? 0) + (samples[at - 2] ?? 0);
  }
  const cells = cellPeaks(error, shape.cell);
  const sorted = cells.slice().sort();
  const bar = Math.max(SUSPICIOUS * (sorted[Math.floor(LOUD_SHARE * sorted.length)] ?? 0), INAUDIBLE);
  const last = samples.length - shape.margin - 1;
  let found = false;
  for (let at = shape.margin; at < last; at++) {
    // Most cells have nothing in them, and are passed by as a whole.
    const cell = Math.floor(at / shape.cell);
    if ((cells[cell] ?? Number.POSITIVE_INFINITY) <= bar) at = (cell + 1) * shape.cell - 1;
    if (at >= last || Math.abs(error[at] ?? 0) <= bar) continue;
    const { start, end } = extent(error, at, bar, shape.margin);
    bridge(samples, Math.max(0, start - shape.margin), Math.min(last, end + shape.margin));
    at = end + shape.margin;
    found = true;
  }
  return found;
}

/** Draws a straight line between two values. */
export function bridge(samples: Float32Array, start: number, end: number): void {
  const [from, to] = [samples[start] ?? 0, samples[end] ?? 0];
  for (let at = start + 1; at < end; at++) samples[at] = from + ((to - from) * (at - start)) / (end - start);
}

function loudestPlace(error: Float32Array, { start, end }: Stretch): number {
  let [place, highest] = [start, -1];
  for (let at = start; at < end; at++) {
    const value = Math.abs(error[at] ?? 0);
    if (value > highest) [place, highest] = [at, value];
  }
  return place;
}

function cellPeaks(error: Float32Array, cell: number): Float32Array {
  const peaks = new Float32Array(Math.floor(error.length / cell));
  for (let index = 0; index < peaks.length; index++) {
    let highest = 0;
    const end = (index + 1) * cell;
    for (let at = end - cell; at < end; at++) {
      const value = Math.abs(error[at] ?? 0);
      if (value > highest) highest = value;
    }
    peaks[index] = highest;
  }
  return peaks;
}

/** The loudest of the cells that are neither a certain one nor beside it. */
function loudestOther(cells: Float32Array, cell: number): number {
  return cells.reduce((highest, value, index) => (Math.abs(index - cell) > 1 ? Math.max(highest, value) : highest), 0);
}

/** From the first to the last value above a level, with no more than a margin of quiet ones between. */
function extent(error: Float32Array, peak: number, level: number, margin: number): Stretch {
  let [start, end] = [peak, peak + 1];
  for (let at = peak; at > start - margin && at >= 0; at--) if (Math.abs(error[at] ?? 0) > level) start = at;
  for (let at = peak; at < end + margin && at < error.length; at++) if (Math.abs(error[at] ?? 0) > level) end = at + 1;
  return { start, end };
}

/** The middle one of five cells' peaks, from a cell on in a direction. */
function typicalPeak(cells: Float32Array, from: number, direction: 1 | -1): number {
  const peaks: number[] = [];
  for (let step = 0; step < 5; step++) {
    const peak = cells[from + step * direction];
    if (peak !== undefined) peaks.push(peak);
  }
  peaks.sort((first, second) => first - second);
  return peaks[peaks.length >> 1] ?? 0;
}
