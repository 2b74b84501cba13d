import type { TimeSpan } from '../measure-levels.ts';
import { roundAbove } from './axis-ticks.ts';
import type { Outline } from './outline-collector.ts';
import { DIM, GRID, INK, LANE, SILENCE, WAVE_LEVEL, WAVE_PEAK } from './palette.ts';
import type { Box, Raster } from './raster.ts';

/** Pixels between two channels. */
const GAP = 4;
/** More channels than these do not fit below each other. */
const MOST_LANES = 8;

interface Stretches {
  readonly duration: number;
  readonly silence: { readonly stretches: readonly TimeSpan[] };
}

/** Draws outlines below each other: peaks, within them the level, behind them silences. The axis ends at a round value. */
export function drawWaveforms(raster: Raster, box: Box, all: readonly Outline[], stretches: Stretches): void {
  const outlines = all.slice(0, MOST_LANES);
  const limit = roundAbove(outlines.reduce((peak, outline) => Math.max(peak, peakOf(outline)), 0));
  const height = Math.floor((box.height - GAP * (outlines.length - 1)) / Math.max(1, outlines.length));
  for (const [index, outline] of outlines.entries()) {
    const lane = { ...box, top: box.top + index * (height + GAP), height };
    drawLane(raster, lane, outline, limit, stretches);
    if (outlines.length === 2) raster.write(index === 0 ? 'L' : 'R', lane.left + 10, lane.top + 9, 'middle', DIM);
  }
}

function drawLane(raster: Raster, lane: Box, outline: Outline, limit: number, { duration, silence }: Stretches): void {
  raster.fill(lane, LANE);
  const column = (time: number) => Math.round((lane.width * time) / duration);
  for (const { start, end } of silence.stretches) {
    raster.fill({ ...lane, left: lane.left + column(start), width: column(end) - column(start) }, SILENCE);
  }
  const middle = lane.top + (lane.height - 1) / 2;
  const row = (value: number) => Math.round(middle - (value / limit) * ((lane.height - 1) / 2));
  raster.fill({ ...lane, top: row(0), height: 1 }, GRID);
  for (let at = 0; at < lane.width; at++) {
    const [lowest, highest, level] = [outline.lowest[at] ?? 0, outline.highest[at] ?? 0, outline.level[at] ?? 0];
    if (highest === 0 && lowest === 0) continue;
    const bar = (from: number, to: number) => ({
      left: lane.left + at,
      top: row(to),
      width: 1,
      height: Math.max(1, row(from) - row(to) + 1),
    });
    raster.fill(bar(lowest, highest), WAVE_PEAK);
    raster.fill(bar(Math.max(lowest, -level), Math.min(highest, level)), WAVE_LEVEL);
  }
  for (const value of [limit, 0, -limit]) {
    const y = value === 0 ? row(0) : value > 0 ? lane.top + 5 : lane.top + lane.height - 5;
    raster.write(labelOf(value), lane.left - 6, y, 'right', INK);
  }
}

function peakOf({ lowest, highest }: Outline): number {
  let peak = 0;
  for (const [index, value] of highest.entries()) peak = Math.max(peak, value, -(lowest[index] ?? 0));
  return peak;
}

/** No more than six characters wide. */
function labelOf(value: number): string {
  return Math.abs(value) >= 1000 ? `${value / 1000}k` : String(Number(value.toPrecision(1)));
}
