import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type PcmSource, pcmSource } from '../../../audio/pcm-source.ts';
import { type DrawnFigures, drawAnalysis } from './draw-analysis.ts';

const RATE = 16_000;
const NOTHING = { silence: { share: 0, stretches: [] }, beats: [], downbeats: [] };
/** Where the spectrogram lies in the picture, pixels. */
const SPECTROGRAM = { left: 56, top: 236, width: 1148, height: 448 };
const WAVEFORM = { top: 16, height: 200 };

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Sum of red, green and blue. */
  light(x: number, y: number): number;
}

/** Reads a PNG as its specification says, checksums and all; only 8-bit colour, whose rows have filter 0 or 2. */
function readPng(file: Uint8Array): Picture {
  expect([...file.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const type = Buffer.from(file.subarray(at + 4, at + 8)).toString();
    chunks.set(type, file.subarray(at + 8, at + 8 + length));
    expect(view.getUint32(at + 8 + length)).toBe(crc32(file.subarray(at + 4, at + 8 + length)));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = Buffer.from(chunks.get('IHDR') ?? []);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  expect([...header.subarray(8)]).toEqual([8, 2, 0, 0, 0]);
  const data = inflateSync(chunks.get('IDAT') ?? new Uint8Array(0));
  const row = 3 * width;
  expect(data).toHaveLength(height * (row + 1));
  const pixels = new Uint8Array(height * row);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (row + 1)];
    expect([0, 2]).toContain(filter);
    for (let x = 0; x < row; x++) {
      const above = filter === 2 && y > 0 ? (pixels[(y - 1) * row + x] ?? 0) : 0;
      pixels[y * row + x] = (data[y * (row + 1) + 1 + x] ?? 0) + above;
    }
  }
  const light = (x: number, y: number) =>
    pixels.subarray(y * row + 3 * x, y * row + 3 * x + 3).reduce((sum, value) => sum + value, 0);
  return { width, height, light };
}

function tone(seconds: number, hertz: number, sampleRate = RATE, from = 0): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, frame) =>
    frame < from * sampleRate ? 0 : 0.5 * Math.sin((2 * Math.PI * hertz * frame) / sampleRate),
  );
}

async function drawn(source: PcmSource, figures: Partial<DrawnFigures> = {}): Promise<Picture> {
  const duration = source.frames / source.sampleRate;
  return readPng(await drawAnalysis(source, { ...NOTHING, duration, ...figures }, {}));
}

/** The row of the spectrogram that is brightest in a column, as a frequency on the mel scale, hertz. */
function brightest({ light }: Picture, column: number, nyquist: number): number {
  let best = 0;
  for (let row = 0; row < SPECTROGRAM.height; row++) {
    const isBrighter = (at: number, than: number) =>
      light(SPECTROGRAM.left + column, SPECTROGRAM.top + at) > light(SPECTROGRAM.left + column, SPECTROGRAM.top + than);
    if (isBrighter(row, best)) best = row;
  }
  const height = (SPECTROGRAM.height - 0.5 - best) / SPECTROGRAM.height;
  return 700 * Math.expm1(height * Math.log1p(nyquist / 700));
}

describe('the spectrogram', () => {
  it.each([
    [300, 16_000],
    [1000, 16_000],
    [5000, 44_100],
    [15_000, 192_000],
  ])('shows a tone of %i Hz at its height, recorded at %i Hz', async (hertz, rate) => {
    const picture = await drawn(pcmSource({ channels: [tone(1, hertz, rate)], sampleRate: rate }));
    expect([picture.width, picture.height]).toEqual([1280, 720]);
    const nyquist = Math.min(24_000, rate / 2);
    for (const column of [200, 600, 1000]) {
      expect(Math.abs(brightest(picture, column, nyquist) / hertz - 1)).toBeLessThan(0.06);
    }
  });

  it('begins where the sound begins', async () => {
    const picture = await drawn(pcmSource({ channels: [tone(4, 2000, RATE, 2)], sampleRate: RATE }));
    const middle =
      SPECTROGRAM.top + Math.round(SPECTROGRAM.height * (1 - Math.log1p(2000 / 700) / Math.log1p(8000 / 700)));
    const lit = (share: number) => picture.light(SPECTROGRAM.left + Math.round(share * SPECTROGRAM.width), middle);
    expect(lit(0.45)).toBeLessThan(20);
    expect(lit(0.55)).toBeGreaterThan(500);
    expect(lit(0.95)).toBeGreaterThan(500);
  });
});

describe('the waveform', () => {
  const lane = (picture: Picture, x: number, from: number, height: number) => {
    let lit = 0;
    for (let y = from; y < from + height; y++) lit += picture.light(x, y) > 300 ? 1 : 0;
    return lit;
  };

  it('is as high as the sound is loud, each channel in its lane', async () => {
    const loud = tone(2, 440);
    const picture = await drawn(pcmSource({ channels: [loud, loud.map((value) => value / 5)], sampleRate: RATE }));
    const half = (WAVEFORM.height - 4) / 2;
    // The axis ends at the peak, 0.5.
    expect(lane(picture, 600, WAVEFORM.top, half)).toBeGreaterThan(0.9 * half);
    const quiet = lane(picture, 600, WAVEFORM.top + half + 4, half);
    expect(quiet).toBeGreaterThan(0.15 * half);
    expect(quiet).toBeLessThan(0.25 * half);
  });

  it('shades silences and marks beats', async () => {
    const source = pcmSource({ channels: [tone(4, 2000, RATE, 2)], sampleRate: RATE });
    const plain = await drawn(source);
    const marked = await drawn(source, {
      silence: { share: 0.5, stretches: [{ start: 0, end: 2 }] },
      beats: [1, 2, 3],
      downbeats: [2],
    });
    const x = (time: number) => SPECTROGRAM.left + Math.round((SPECTROGRAM.width * time) / 4);
    expect(marked.light(x(1), WAVEFORM.top + 20)).toBeGreaterThan(plain.light(x(1), WAVEFORM.top + 20));
    expect(marked.light(x(3), 228)).toBeGreaterThan(plain.light(x(3), 228));
    expect(marked.light(x(2), 222)).toBeGreaterThan(marked.light(x(3), 222));
  });
});

it.each([
  ['one frame', pcmSource({ channels: [new Float32Array(1)], sampleRate: 44_100 })],
  ['a tenth of a second', pcmSource({ channels: [tone(0.1, 500)], sampleRate: RATE })],
  ['silence', pcmSource({ channels: [new Float32Array(RATE)], sampleRate: RATE })],
  ['eight channels', pcmSource({ channels: Array.from({ length: 8 }, () => tone(0.2, 500)), sampleRate: RATE })],
  ['8 Hz', pcmSource({ channels: [tone(3, 1, 8)], sampleRate: 8 })],
  ['no numbers', pcmSource({ channels: [tone(1, 500).fill(Number.NaN, 0, 8000)], sampleRate: RATE })],
  ['huge values', pcmSource({ channels: [tone(1, 500).map((value) => 1e30 * value)], sampleRate: RATE })],
])('draws %s', async (_, source) => {
  expect((await drawn(source)).width).toBe(1280);
});

it('stops when it is told to', async () => {
  const reason = new Error('enough');
  const stopping = new AbortController();
  const source = pcmSource({ channels: [tone(60, 300)], sampleRate: RATE });
  const work = drawAnalysis(
    source,
    { ...NOTHING, duration: 60 },
    {
      signal: stopping.signal,
      onProgress: () => stopping.abort(reason),
    },
  );
  await expect(work).rejects.toBe(reason);
});
