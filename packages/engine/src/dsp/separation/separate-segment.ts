import { mixChannels } from '../../audio/mix.ts';
import { splitAccompaniment } from './accompaniment-parts.ts';
import { type AnalysisGrid, createGrid } from './analysis-grid.ts';
import { splitHarmony } from './instrument-parts.ts';
import { renderStems } from './render-stems.ts';
import { type StereoPlanes, segmentPlanes } from './segment-planes.ts';
import type { Plane } from './spectra.ts';
import type { StemCount } from './stem-names.ts';
import type { Pause } from './stretch.ts';
import { powersWithout, voiceFilter } from './voice-filter.ts';
import { modelVoice } from './voice-model.ts';

/** Length of a spectrum's window: long enough to part the harmonics of two notes, short enough for a beat. */
const WINDOW_SECONDS = 0.093;
/** Level that every stretch is brought to before it is judged. */
const LEVEL = 0.1;
/** Full scale is 1; what never rises above this is silence. */
const SILENCE = 1e-6;

const MONO =
  'The audio is mono, or nearly: stems are told apart by pitch, rhythm and repetition alone, not by their place in the stereo image.';
const SURROUND =
  'The audio has more than two channels: stems are told apart in its stereo downmix, and cut alike from each channel.';

/** What the work on a segment tells and asks. */
export interface SegmentHooks {
  readonly pause: Pause;
  readonly warn: (message: string) => void;
}

/**
 * Separates a stretch of audio that is looked at as a whole.
 * @param channels - All finite.
 * @returns For each stem its channels, as long as the input.
 */
export async function separateSegment(
  channels: readonly Float32Array[],
  sampleRate: number,
  stems: StemCount,
  { pause, warn }: SegmentHooks,
): Promise<Float32Array[][]> {
  const frames = channels[0]?.length ?? 0;
  const { mid, side } = midAndSide(channels);
  const level = Math.hypot(levelOf(mid), side ? levelOf(side) : 0);
  if (level < SILENCE) {
    return Array.from({ length: stems }, (_, index) =>
      index === stems - 1 ? [...channels] : channels.map(() => new Float32Array(frames)),
    );
  }
  if (!side) warn(MONO);
  else if (channels.length > 2) warn(SURROUND);
  const grid = createGrid(sampleRate, WINDOW_SECONDS);
  const planes = segmentPlanes(mid, side, grid, LEVEL / level);
  await pause(0.05);
  const model = await modelVoice({ mid, side, grid, planes }, (fraction) => pause(0.05 + 0.6 * fraction));
  const voice = voiceFilter(model, planes, grid);
  await pause(0.7);
  const shares = { voice, parts: await partsOf(powersWithout(voice, planes), stems, grid, pause) };
  await pause(0.95);
  return renderStems(channels, shares, grid);
}

/** Shares of the stems between the voice and the last, given the powers of the accompaniment. */
async function partsOf(
  powers: StereoPlanes,
  stems: StemCount,
  grid: AnalysisGrid,
  pause: Pause,
): Promise<StereoPlanes[]> {
  if (stems === 2) return [];
  const { drums, bass } = splitAccompaniment(powers, grid);
  await pause(0.8);
  if (stems === 4) return [drums, bass];
  const harmony = combine(drums, bass, (drum, low) => Math.max(0, 1 - drum - low));
  const harmonyPowers = combine(powers, harmony, (power, share) => power * share * share);
  const { guitar, piano } = await splitHarmony(harmonyPowers, grid, (fraction) => pause(0.8 + 0.15 * fraction));
  const [guitars, pianos] = [guitar, piano].map((part) => combine(harmony, part, (all, own) => all * own));
  if (!guitars || !pianos) return [];
  return stems === 5 ? [drums, bass, pianos] : [drums, bass, guitars, pianos];
}

/** Combines two planes for the middle and two for the sides; a missing one counts as zeros where the other is there. */
function combine(a: StereoPlanes, b: StereoPlanes, join: (a: number, b: number) => number): StereoPlanes {
  const each = (first: Plane | undefined, second: Plane | undefined): Plane | undefined => {
    const model = first ?? second;
    if (!model) return undefined;
    const values = model.values.map((_, index) => join(first?.values[index] ?? 0, second?.values[index] ?? 0));
    return { ...model, values };
  };
  return { mid: each(a.mid, b.mid) ?? a.mid, side: each(a.side, b.side) };
}

function midAndSide(channels: readonly Float32Array[]): { mid: Float32Array; side: Float32Array | undefined } {
  const [left = new Float32Array(), right] = mixChannels(channels, Math.min(2, channels.length));
  if (!right) return { mid: left, side: undefined };
  const mid = new Float32Array(left.length);
  const side = new Float32Array(left.length);
  for (let frame = 0; frame < left.length; frame++) {
    mid[frame] = ((left[frame] ?? 0) + (right[frame] ?? 0)) / 2;
    side[frame] = ((left[frame] ?? 0) - (right[frame] ?? 0)) / 2;
  }
  return { mid, side: levelOf(side) > 1e-4 * levelOf(mid) ? side : undefined };
}

/** Root mean square. */
function levelOf(signal: Float32Array): number {
  let sum = 0;
  for (const value of signal) sum += value * value;
  return Math.sqrt(sum / Math.max(1, signal.length));
}
