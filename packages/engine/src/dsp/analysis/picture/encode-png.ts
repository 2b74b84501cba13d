import { crc32, deflateSync } from 'node:zlib';
import type { Raster } from './raster.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BITS = 8;
const TRUE_COLOUR = 2;
/** Each row is told as its difference from the row above, which suits areas of one colour. */
const FILTER_UP = 2;

/**
 * Encodes a picture as PNG: 8 bits for each of red, green and blue, no transparency.
 *
 * W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", sections 5, 9.2 and 11.
 */
export function encodePng({ width, height, pixels }: Raster): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  const fields = new DataView(header.buffer);
  fields.setUint32(0, width);
  fields.setUint32(4, height);
  header.set([BITS, TRUE_COLOUR, 0, 0, 0], 8);
  const chunks = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered(pixels, 3 * width, height))),
    chunk('IEND', new Uint8Array(0)),
  ];
  const file = new Uint8Array(chunks.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of chunks) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function filtered(pixels: Uint8Array, rowBytes: number, height: number): Uint8Array {
  const rows = new Uint8Array(height * (rowBytes + 1));
  for (let row = 0; row < height; row++) {
    const to = row * (rowBytes + 1);
    rows[to] = FILTER_UP;
    for (let byte = 0; byte < rowBytes; byte++) {
      const at = row * rowBytes + byte;
      rows[to + 1 + byte] = (pixels[at] ?? 0) - (pixels[at - rowBytes] ?? 0);
    }
  }
  return rows;
}

/** Length, type, data, and the checksum of the last two. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at++) bytes[4 + at] = type.charCodeAt(at);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
