import { describe, expect, it } from 'vitest';
import { levelToDb } from '../../audio/measure.ts';
import { truePeakLevel } from '../../audio/true-peak.ts';
import { noise } from '../../testing/music/add-noise.ts';
import { seededRandom } from '../../testing/music/seeded-random.ts';
import { createTruePeakMeter } from './true-peak-meter.ts';

function measured(channels: readonly Float32Array[], sampleRate: number, block = 4096): number {
  const meter = createTruePeakMeter(sampleRate, channels.length);
  const frames = channels[0]?.length ?? 0;
  for (let from = 0; from < frames; from += block)
    meter.push(channels.map((channel) => channel.subarray(from, from + block)));
  return levelToDb(meter.peak());
}

/** A tone that swells and dies, so that its waveform has no corner to overshoot at. */
function sine(hertz: number, sampleRate: number, phase: number): Float32Array {
  const length = 0.1 * sampleRate;
  return Float32Array.from({ length }, (_, frame) => {
    const envelope = Math.sin((Math.PI * frame) / length);
    return envelope * Math.sin((2 * Math.PI * hertz * frame) / sampleRate + phase);
  });
}

it('finds the crest between two frames', () => {
  // At a quarter of the rate, an eighth of a period off, every value is 3 dB below the crest.
  expect(measured([sine(12_000, 48_000, Math.PI / 4)], 48_000)).toBeCloseTo(0, 1);
});

describe.each([8000, 44_100, 48_000, 96_000, 192_000])('at %i Hz', (sampleRate) => {
  it.each(['white', 'pink', 'brown'] as const)('agrees with the whole search on %s noise', (colour) => {
    const channel = noise(20_000, colour, seededRandom(sampleRate)).map((value) => 0.2 * value);
    const whole = levelToDb(truePeakLevel({ channels: [channel], sampleRate }));
    expect(Math.abs(measured([channel], sampleRate) - whole)).toBeLessThan(0.05);
  });
});

it('gives the same for any blocks', () => {
  const channels = [noise(9000, 'pink', seededRandom(1)), noise(9000, 'white', seededRandom(2))];
  const whole = measured(channels, 44_100, 9000);
  for (const block of [1, 77, 1000]) expect(measured(channels, 44_100, block)).toBeCloseTo(whole, 6);
});

it('is nothing for silence', () => {
  expect(measured([new Float32Array(1000)], 48_000)).toBe(Number.NEGATIVE_INFINITY);
});
