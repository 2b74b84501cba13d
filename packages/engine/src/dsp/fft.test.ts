import { describe, expect, it } from 'vitest';
import { createRealFft } from './fft.ts';

/** Values in [-1, 1] that are the same in every run. */
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** One coefficient of the transform, by its definition. */
function coefficient(values: Float32Array, bin: number): { re: number; im: number } {
  let re = 0;
  let im = 0;
  for (const [index, value] of values.entries()) {
    const angle = (2 * Math.PI * ((bin * index) % values.length)) / values.length;
    re += value * Math.cos(angle);
    im -= value * Math.sin(angle);
  }
  return { re, im };
}

function spectrum(values: Float32Array): { re: Float32Array; im: Float32Array } {
  const re = new Float32Array(values.length / 2 + 1);
  const im = new Float32Array(values.length / 2 + 1);
  createRealFft(values.length).forward(values, re, im);
  return { re, im };
}

describe.each([64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536])('size %i', (size) => {
  const values = noise(size);
  const tolerance = 1e-6 * Math.sqrt(size) * Math.log2(size);

  it('agrees with the definition', () => {
    const { re, im } = spectrum(values);
    const half = size / 2;
    const step = Math.max(1, Math.floor(half / 33));
    const bins = [0, 1, half - 1, half, ...Array.from({ length: Math.floor(half / step) }, (_, index) => index * step)];
    for (const bin of bins) {
      const expected = coefficient(values, bin);
      expect(Math.abs((re[bin] ?? Number.NaN) - expected.re)).toBeLessThan(tolerance);
      expect(Math.abs((im[bin] ?? Number.NaN) - expected.im)).toBeLessThan(tolerance);
    }
  });

  it('comes back to what it was', () => {
    const { re, im } = spectrum(values);
    const output = new Float32Array(size);
    createRealFft(size).inverse(re, im, output);
    const error = output.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (values[index] ?? 0))), 0);
    expect(error).toBeLessThan(2e-6);
  });
});

it('puts a cosine into one coefficient', () => {
  const size = 256;
  const { re, im } = spectrum(
    Float32Array.from({ length: size }, (_, index) => Math.cos((2 * Math.PI * 5 * index) / size)),
  );
  expect(re[5]).toBeCloseTo(size / 2, 3);
  expect(im[5]).toBeCloseTo(0, 3);
  expect(Math.hypot(...re.filter((_, bin) => bin !== 5), ...im)).toBeLessThan(1e-3);
});

it('leaves its input alone and forgets the call before', () => {
  const values = noise(512);
  const copy = values.slice();
  const first = spectrum(values);
  spectrum(noise(4096));
  spectrum(new Float32Array(512));
  expect(spectrum(values)).toEqual(first);
  expect(values).toEqual(copy);
});

it('reads no further than its size', () => {
  const values = noise(1024);
  const re = new Float32Array(257);
  const im = new Float32Array(257);
  createRealFft(512).forward(values, re, im);
  expect(re).toEqual(spectrum(values.slice(0, 512)).re);
});

it.each([0, 32, 63, 100, 1000, 131_072, -64, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'refuses the size %d',
  (size) => {
    expect(() => createRealFft(size)).toThrow(RangeError);
  },
);
