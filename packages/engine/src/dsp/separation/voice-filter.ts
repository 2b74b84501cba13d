import { type AnalysisGrid, windowsIn } from './analysis-grid.ts';
import { averageOverTime } from './moving-average.ts';
import type { SegmentPlanes, StereoPlanes } from './segment-planes.ts';
import { createPlane, type Plane } from './spectra.ts';
import type { VoiceModel } from './voice-model.ts';

/** Time over which it is told how middle and sides go together, seconds. */
const IMAGE_SECONDS = 0.5;
/** Highest squared correlation that is believed of middle and sides. */
const MOST_COHERENT = 0.7;
/** Powers below it are noise of the arithmetic. */
const FLOOR = 1e-9;

/** What makes the voice, which stands in the middle, of the spectra of middle and sides. */
export interface VoiceFilter {
  /** Factor of the middle. */
  readonly fromMid: Plane;
  /** Factor of the sides, which cancels what leaks from them; absent for mono. */
  readonly fromSide?: Plane | undefined;
}

/**
 * Makes the filter that lets the voice through with the least error, given the powers of all that sounds.
 *
 * How the accompaniment's middle and sides go together is taken from the mixture, to which the voice adds nothing there.
 * @see Duong, Vincent and Gribonval, "Under-determined reverberant audio source separation using a full-rank spatial covariance
 * model", 2010: the multichannel Wiener filter, here of two sources, in middle and side.
 */
export function voiceFilter(
  { voice, accompaniment }: VoiceModel,
  { side, cross }: SegmentPlanes,
  grid: AnalysisGrid,
): VoiceFilter {
  const fromMid = createPlane(voice.windows, voice.bins);
  if (!side || !cross) {
    for (let index = 0; index < fromMid.values.length; index++) {
      const own = voice.values[index] ?? 0;
      fromMid.values[index] = own / (own + (accompaniment.values[index] ?? 0) + FLOOR);
    }
    return { fromMid };
  }
  const fromSide = createPlane(voice.windows, voice.bins);
  const radius = windowsIn(grid, IMAGE_SECONDS / 2);
  const together = averageOverTime(cross, radius);
  const alone = averageOverTime(side, radius);
  for (let index = 0; index < fromMid.values.length; index++) {
    const own = voice.values[index] ?? 0;
    const others = accompaniment.values[index] ?? 0;
    const sides = (side.values[index] ?? 0) + FLOOR;
    const slope = (together.values[index] ?? 0) / ((alone.values[index] ?? 0) + FLOOR);
    const most = Math.sqrt(MOST_COHERENT * others * sides);
    const shared = Math.max(-most, Math.min(most, slope * sides));
    const determinant = (own + others) * sides - shared * shared + FLOOR * FLOOR;
    fromMid.values[index] = (own * sides) / determinant;
    fromSide.values[index] = (-own * shared) / determinant;
  }
  return { fromMid, fromSide };
}

/** Powers of what a filter leaves. */
export function powersWithout({ fromMid, fromSide }: VoiceFilter, { mid, side, cross }: SegmentPlanes): StereoPlanes {
  const rest = createPlane(mid.windows, mid.bins);
  for (let index = 0; index < rest.values.length; index++) {
    const own = 1 - (fromMid.values[index] ?? 0);
    const other = fromSide?.values[index] ?? 0;
    const power =
      own * own * (mid.values[index] ?? 0) +
      other * other * (side?.values[index] ?? 0) -
      2 * own * other * (cross?.values[index] ?? 0);
    rest.values[index] = Math.max(0, power);
  }
  return { mid: rest, side };
}
