import { expect, test } from 'vitest';
import { compareMosaics, type Mosaic, TILE } from './mosaic.ts';

/** Grey tiles, but for those that are named `column,row`. */
function mosaic(columns: number, rows: number, others: Readonly<Record<string, number>> = {}): Mosaic {
  const colours = Array.from({ length: columns * rows }, (_, index) => {
    const value = others[`${index % columns},${Math.floor(index / columns)}`] ?? 128;
    return [value, value, 128];
  });
  return { columns, rows, colours: colours.flat() };
}

test('letters that are drawn a little otherwise are no difference', () => {
  expect(compareMosaics(mosaic(10, 10), mosaic(10, 10, { '3,4': 144, '5,4': 113 }))).toEqual({ share: 0 });
});

test('what has moved is, and it is told where', () => {
  const { share, box } = compareMosaics(mosaic(10, 10), mosaic(10, 10, { '3,4': 180, '5,6': 90 }));
  expect(share).toBe(0.02);
  expect(box).toEqual({ x: 3 * TILE, y: 4 * TILE, width: 3 * TILE, height: 3 * TILE });
});

test('a picture that has grown differs where it has', () => {
  expect(compareMosaics(mosaic(10, 10), mosaic(10, 12))).toEqual({
    share: 20 / 120,
    box: { x: 0, y: 10 * TILE, width: 10 * TILE, height: 2 * TILE },
  });
});
