import type { Tick } from './axis-ticks.ts';
import { colourOf } from './colour-scale.ts';
import { INK } from './palette.ts';
import type { Box, Colour, Raster } from './raster.ts';
import type { Spectrogram } from './spectrogram-collector.ts';

/** How frequencies lie on the axis. */
export interface FrequencyScale {
  /** Hertz at a height, 0 at the bottom to 1 at the top. */
  readonly hertzAt: (height: number) => number;
  /** Their values are heights. */
  readonly ticks: readonly Tick[];
}

/** From the strongest point down to black, decibels. */
const RANGE = 80;
/** The brightest colour stands for at least so much, so that the noise of an empty track stays dark. */
const LEAST_TOP = -60;
const LEVEL_STEP = 20;
/** Labels that are closer, pixels, cannot be read. */
const LABEL_HEIGHT = 13;
const BAR = { distance: 12, width: 14 } as const;

/** Draws a spectrogram of a column for each pixel, its frequencies to the left, and to the right what its colours stand for. */
export function drawSpectrogram(raster: Raster, box: Box, spectrogram: Spectrogram, scale: FrequencyScale): void {
  const { columns, rows, power } = spectrogram;
  const top = Math.max(LEAST_TOP, Math.ceil(decibels(power.reduce((most, value) => Math.max(most, value), 0))));
  const colour = (level: number) => colourOf(1 + (level - top) / RANGE);
  for (let column = 0; column < Math.min(columns, box.width); column++) {
    for (let row = 0; row < Math.min(rows, box.height); row++) {
      const level = decibels(power[column * rows + row] ?? 0);
      raster.set(box.left + column, box.top + box.height - 1 - row, colour(level));
    }
  }
  let last = Number.NEGATIVE_INFINITY;
  for (const { value, label } of scale.ticks.toReversed()) {
    const y = box.top + Math.round((1 - value) * (box.height - 1));
    if (y - last < LABEL_HEIGHT) continue;
    last = y;
    raster.fill({ left: box.left - 4, top: y, width: 4, height: 1 }, INK);
    raster.write(label, box.left - 7, y, 'right', INK);
  }
  raster.write('Hz', box.left - 7, box.top - 10, 'right', INK);
  drawLevels(raster, { ...box, left: box.left + box.width + BAR.distance, width: BAR.width }, top, colour);
}

function drawLevels(raster: Raster, bar: Box, top: number, colour: (level: number) => Colour): void {
  const level = (row: number) => top - (RANGE * row) / (bar.height - 1);
  for (let row = 0; row < bar.height; row++) {
    raster.fill({ ...bar, top: bar.top + row, height: 1 }, colour(level(row)));
  }
  raster.write('dBFS', bar.left, bar.top - 10, 'left', INK);
  for (let value = LEVEL_STEP * Math.floor(top / LEVEL_STEP); value >= top - RANGE; value -= LEVEL_STEP) {
    const y = bar.top + Math.round(((top - value) / RANGE) * (bar.height - 1));
    raster.fill({ left: bar.left + bar.width, top: y, width: 4, height: 1 }, INK);
    raster.write(String(value), bar.left + bar.width + 7, y, 'left', INK);
  }
}

function decibels(power: number): number {
  return 10 * Math.log10(power + 1e-20);
}
