import { expect, it } from 'vitest';
import { frameSpectra } from './frame-spectra.ts';

function spectraOf(
  samples: Float32Array,
  sampleRate: number,
  block: number,
): { binWidth: number; all: Float32Array[] } {
  const all: Float32Array[] = [];
  const frames = frameSpectra({ sampleRate, window: 0.05, rate: 100 }, (magnitudes) => all.push(magnitudes.slice()));
  for (let from = 0; from < samples.length; from += block) frames.push(samples.subarray(from, from + block));
  frames.flush();
  return { binWidth: frames.binWidth, all };
}

it.each([8000, 11_025, 22_050, 44_100, 48_000])('shows a sine at its level and place, %i Hz', (sampleRate) => {
  const hertz = 1500;
  const samples = Float32Array.from(
    { length: sampleRate },
    (_, frame) => 0.5 * Math.sin((2 * Math.PI * hertz * frame) / sampleRate),
  );
  const { binWidth, all } = spectraOf(samples, sampleRate, 1000);
  expect(all).toHaveLength(100 + 1);
  const middle = all[50] ?? new Float32Array();
  const highest = middle.indexOf(Math.max(...middle));
  expect(Math.abs(highest * binWidth - hertz)).toBeLessThanOrEqual(binWidth);
  // Up to 1.4 dB lower between two coefficients.
  expect(Math.max(...middle)).toBeGreaterThan(0.42);
  expect(Math.max(...middle)).toBeLessThan(0.505);
});

it('gives the same for any blocks', () => {
  const samples = Float32Array.from({ length: 5000 }, (_, frame) => Math.sin(frame * frame * 1e-4));
  expect(spectraOf(samples, 11_025, 13)).toEqual(spectraOf(samples, 11_025, 5000));
});

it('centres each window on its time', () => {
  const samples = new Float32Array(44_100);
  samples[22_050] = 1;
  const { all } = spectraOf(samples, 44_100, 4096);
  const powers = all.map((magnitudes) => magnitudes.reduce((sum, value) => sum + value, 0));
  expect(powers.indexOf(Math.max(...powers))).toBe(50);
});
