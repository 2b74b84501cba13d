import { GLYPH_HEIGHT, GLYPH_WIDTH, glyph } from './glyphs.ts';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A rectangle of pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A picture in memory. What is drawn outside it is left out. */
export class Raster {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top, three bytes for each pixel. */
  readonly pixels: Uint8Array;

  constructor(width: number, height: number, background: Colour) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(3 * width * height);
    this.fill({ left: 0, top: 0, width, height }, background);
  }

  fill({ left, top, width, height }: Box, colour: Colour): void {
    const [fromX, toX] = [Math.max(0, left), Math.min(this.width, left + width)];
    const [fromY, toY] = [Math.max(0, top), Math.min(this.height, top + height)];
    for (let y = fromY; y < toY; y++) {
      for (let x = fromX; x < toX; x++) this.pixels.set(colour, 3 * (y * this.width + x));
    }
  }

  set(x: number, y: number, colour: Colour): void {
    if (x >= 0 && x < this.width && y >= 0 && y < this.height) this.pixels.set(colour, 3 * (y * this.width + x));
  }

  /** Writes text whose place is its left end, middle or right end. Characters without a glyph are blank. */
  write(text: string, x: number, y: number, align: 'left' | 'middle' | 'right', colour: Colour): void {
    const advance = GLYPH_WIDTH + 1;
    const width = text.length * advance - 1;
    const left = Math.round(align === 'left' ? x : align === 'right' ? x - width : x - width / 2);
    const top = Math.round(y - GLYPH_HEIGHT / 2);
    for (const [index, character] of [...text].entries()) {
      for (const [row, dots] of glyph(character).entries()) {
        for (const [column, dot] of [...dots].entries()) {
          if (dot === '#') this.set(left + index * advance + column, top + row, colour);
        }
      }
    }
  }
}
