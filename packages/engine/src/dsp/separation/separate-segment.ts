import { mixChannels } from '../../audio/mix.ts';
import { splitAccompaniment } from './accompaniment-parts.ts';
import { createGrid } from './analysis-grid.ts';
import { renderStems } from './render-stems.ts';
import { segmentPlanes } from './segment-planes.ts';
import type { StemCount } from './stem-names.ts';
import type { StemShares } from './stem-shares.ts';
import type { Pause } from './stretch.ts';
import { powersWithout, voiceFilter } from './voice-filter.ts';
import { modelVoice } from './voice-model.ts';

/** Length of a spectrum's window: long enough to part the harmonics of two notes, short enough for a beat. */
const WINDOW_SECONDS = 0.093;
/** Level that every stretch is brought to before it is judged. */
const LEVEL = 0.1;
/** Full scale is 1; what never rises above this is silence. */
const SILENCE = 1e-6;

/**
 * Separates a stretch of audio that is looked at as a whole.
 * @param channels - All finite.
 * @returns For each stem its channels, as long as the input.
 */
export async function separateSegment(
  channels: readonly Float32Array[],
  sampleRate: number,
  stems: StemCount,
  pause: Pause,
): Promise<Float32Array[][]> {
  const frames = channels[0]?.length ?? 0;
  const { mid, side } = midAndSide(channels);
  const level = Math.hypot(levelOf(mid), side ? levelOf(side) : 0);
  if (level < SILENCE) {
    return Array.from({ length: stems }, (_, index) =>
      index === stems - 1 ? [...channels] : channels.map(() => new Float32Array(frames)),
    );
  }
  const grid = createGrid(sampleRate, WINDOW_SECONDS);
  const planes = segmentPlanes(mid, side, grid, LEVEL / level);
  await pause(0.05);
  const model = await modelVoice({ mid, side, grid, planes }, (fraction) => pause(0.05 + 0.6 * fraction));
  const voice = voiceFilter(model, planes, grid);
  await pause(0.7);
  const shares: StemShares = { voice, parts: [] };
  if (stems > 2) {
    const { drums, bass } = splitAccompaniment(powersWithout(voice, planes), grid);
    await pause(0.85);
    return renderStems(channels, { voice, parts: [drums, bass] }, grid);
  }
  return renderStems(channels, shares, grid);
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
