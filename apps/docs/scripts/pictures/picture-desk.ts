import type { Browser } from 'playwright-core';
import { type Mosaic, TILE } from './mosaic.ts';

/** Turns pictures into others, with what a browser brings for it. */
export interface PictureDesk {
  /** Half as wide and high, as WebP: small to keep, and still plain to look at. */
  halve(png: Buffer): Promise<Buffer>;
  /** @param halved - As {@link halve} gives it. */
  mosaic(halved: Buffer): Promise<Mosaic>;
}

/** 0 to 1. */
const WEBP_QUALITY = 0.6;

/** Opens a page that reads and writes pictures. It lives as long as the browser. */
export async function openPictureDesk(browser: Browser): Promise<PictureDesk> {
  const page = await browser.newPage();
  return {
    async halve(png) {
      const picture = await page.evaluate(halveInPage, { picture: png.toString('base64'), quality: WEBP_QUALITY });
      return Buffer.from(picture, 'base64');
    },
    mosaic: (halved) => page.evaluate(mosaicInPage, { picture: halved.toString('base64'), side: TILE / 2 }),
  };
}

// What follows runs in the page: it can use nothing from outside itself.

async function halveInPage({ picture, quality }: { picture: string; quality: number }): Promise<string> {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.fromBase64(picture)]));
  const canvas = new OffscreenCanvas(Math.ceil(bitmap.width / 2), Math.ceil(bitmap.height / 2));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
  return new Uint8Array(await blob.arrayBuffer()).toBase64();
}

async function mosaicInPage({ picture, side }: { picture: string; side: number }): Promise<Mosaic> {
  const { width, height, data } = await (async () => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.fromBase64(picture)]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('There is no canvas.');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  })();
  const [columns, rows] = [Math.floor(width / side), Math.floor(height / side)];
  const sums = new Float64Array(columns * rows * 3);
  for (let y = 0; y < rows * side; y += 1) {
    for (let x = 0; x < columns * side; x += 1) {
      const tile = (Math.floor(y / side) * columns + Math.floor(x / side)) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        sums[tile + channel] = (sums[tile + channel] ?? 0) + (data[(y * width + x) * 4 + channel] ?? 0);
      }
    }
  }
  return { columns, rows, colours: Array.from(sums, (sum) => Math.round(sum / (side * side))) };
}
