import { expect, test } from 'vitest';
import { computeSpectrogram } from './spectrogram.ts';

const RATE = 16_000;

function tone(frequency: number, seconds: number): Float32Array {
  return Float32Array.from({ length: RATE * seconds }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / RATE) / 2);
}

/** The loudest row of a column. */
function loudestRow({ levels, rows }: ReturnType<typeof computeSpectrogram>, column: number): number {
  const cells = [...levels.subarray(column * rows, (column + 1) * rows)];
  return cells.indexOf(Math.max(...cells));
}

function rowOf(frequency: number, rows: number, maxFrequency: number): number {
  const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
  return Math.floor((mel(frequency) / mel(maxFrequency)) * rows);
}

test('a tone stands in the row of its pitch, and follows a change of it', () => {
  const channel = new Float32Array([...tone(500, 1), ...tone(3000, 1)]);
  const spectrogram = computeSpectrogram({ channels: [channel], sampleRate: RATE });
  const { columns, rows, maxFrequency, duration } = spectrogram;
  expect(duration).toBe(2);
  expect(maxFrequency).toBe(8000);
  for (const [column, frequency] of [
    [Math.floor(columns / 4), 500],
    [Math.floor((columns * 3) / 4), 3000],
  ] as const) {
    expect(Math.abs(loudestRow(spectrogram, column) - rowOf(frequency, rows, maxFrequency))).toBeLessThanOrEqual(1);
  }
  expect(Math.max(...spectrogram.levels)).toBe(255);
});

test('silence is dark, and audio shorter than a window has one column', () => {
  const { levels, columns } = computeSpectrogram({ channels: [new Float32Array(20)], sampleRate: RATE });
  expect(columns).toBe(1);
  expect(Math.max(...levels)).toBe(0);
  expect(() => computeSpectrogram({ channels: [new Float32Array(20)], sampleRate: RATE }, { rows: 0 })).toThrow(
    RangeError,
  );
});
