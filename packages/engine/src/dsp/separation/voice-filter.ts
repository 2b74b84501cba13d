import { type AnalysisGrid, windowsIn } from './analysis-grid.ts';
import { averageOverTime } from './moving-average.ts';
import type { SegmentPlanes, StereoPlanes } from './segment-planes.ts';
import { createPlane, type Plane } from './spectra.ts';
import type { VoiceModel } from './voice-model.ts';

export const TUNE2 = { kappa: 0.7, crossSec: 0.5 };

/** Makes the voice of a spectrum: what each side of the image gives to the voice. */
export interface VoiceFilter {
  /** Share of the middle that is the voice's middle. */
  readonly fromMid: Plane;
  /** Share of the sides that is taken into the voice's middle, to cancel what leaks into it. */
  readonly fromSide: Plane;
}

/**
 * Makes the filter that lets the voice through with the least error, given the powers of all that sounds.
 *
 * The voice stands in the middle; how the accompaniment's middle and sides go together is taken from the mixture, to which the
 * voice adds nothing there.
 * @see Duong, Vincent and Gribonval, "Under-determined reverberant audio source separation using a full-rank spatial covariance
 * model", 2010: the multichannel Wiener filter, here of two sources, in middle and side.
 */
export function voiceFilter(
  { voice, accompaniment }: VoiceModel,
  planes: SegmentPlanes,
  grid: AnalysisGrid,
): VoiceFilter {
  const { windows, bins } = voice;
  const filter = { fromMid: createPlane(windows, bins), fromSide: createPlane(windows, bins) };
  const radius = windowsIn(grid, TUNE2.crossSec / 2);
  const together = averageOverTime(planes.cross, radius);
  const alone = averageOverTime(planes.side, radius);
  for (let index = 0; index < voice.values.length; index++) {
    const v = voice.values[index] ?? 0;
    const a = accompaniment.values[index] ?? 0;
    const s = (planes.side.values[index] ?? 0) + 1e-9;
    const most = Math.sqrt(TUNE2.kappa * a * s);
    const slope = (together.values[index] ?? 0) / ((alone.values[index] ?? 0) + 1e-9);
    const c = Math.max(-most, Math.min(most, slope * s));
    const determinant = (v + a) * s - c * c + 1e-15;
    filter.fromMid.values[index] = (v * s) / determinant;
    filter.fromSide.values[index] = (-v * c) / determinant;
  }
  return filter;
}

/** Power of what a filter leaves. */
export function powersWithout({ fromMid, fromSide }: VoiceFilter, { mid, side, cross }: SegmentPlanes): StereoPlanes {
  const rest = createPlane(mid.windows, mid.bins);
  for (let index = 0; index < rest.values.length; index++) {
    const own = 1 - (fromMid.values[index] ?? 0);
    const other = fromSide.values[index] ?? 0;
    const power =
      own * own * (mid.values[index] ?? 0) +
      other * other * (side.values[index] ?? 0) -
      2 * own * other * (cross.values[index] ?? 0);
    rest.values[index] = Math.max(0, power);
  }
  return { mid: rest, side };
}
