/** A picture in little: the mean colour of each square of {@link TILE} by {@link TILE} CSS pixels, row by row. */
export interface Mosaic {
  readonly columns: number;
  readonly rows: number;
  /** Red, green and blue of each tile, 0 to 255. */
  readonly colours: readonly number[];
}

/** Side of a tile, CSS pixels: about the height of a small letter, so that how letters are drawn averages out. */
export const TILE = 8;

/** How two pictures differ. */
export interface Difference {
  /** Share of tiles that differ, 0 to 1. */
  readonly share: number;
  /** Around the tiles that differ, CSS pixels; nothing where none do. */
  readonly box?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Most that a tile's colour may be off, of 255. */
const TOLERANCE = 20;

/** Compares two pictures, tile by tile. Pictures of different sizes differ in the tiles that only one of them has. */
export function compareMosaics(before: Mosaic, now: Mosaic): Difference {
  const columns = Math.max(before.columns, now.columns);
  const rows = Math.max(before.rows, now.rows);
  let different = 0;
  let [left, top, right, bottom] = [columns, rows, -1, -1];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (distance(tile(before, column, row), tile(now, column, row)) <= TOLERANCE) continue;
      different += 1;
      [left, top] = [Math.min(left, column), Math.min(top, row)];
      [right, bottom] = [Math.max(right, column), Math.max(bottom, row)];
    }
  }
  if (different === 0) return { share: 0 };
  const box = {
    x: left * TILE,
    y: top * TILE,
    width: (right - left + 1) * TILE,
    height: (bottom - top + 1) * TILE,
  };
  return { share: different / (columns * rows), box };
}

function tile({ columns, rows, colours }: Mosaic, column: number, row: number): readonly number[] | undefined {
  if (column >= columns || row >= rows) return undefined;
  const start = (row * columns + column) * 3;
  return colours.slice(start, start + 3);
}

/** How far two colours are apart, in the channel where they are furthest. */
function distance(one: readonly number[] | undefined, other: readonly number[] | undefined): number {
  if (!one || !other) return Number.POSITIVE_INFINITY;
  return Math.max(...one.map((value, channel) => Math.abs(value - (other[channel] ?? 0))));
}
