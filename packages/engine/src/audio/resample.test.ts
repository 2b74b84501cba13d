import { describe, expect, it } from 'vitest';
import { levelAt, tone } from './__fixtures__/signals.ts';
import { createResampler, resample } from './resample.ts';

const PAIRS = [
  [44_100, 16_000],
  [22_050, 16_000],
  [16_000, 48_000],
  [48_000, 44_100],
  [44_100, 44_099],
  [8000, 48_000],
] as const;

describe('createResampler', () => {
  it.each(PAIRS)(
    'gives exactly ceil(frames * to / from) frames from %i to %i Hz, however the input is cut',
    (from, to) => {
      for (const blockFrames of [1, 97, 5000]) {
        const resampler = createResampler(from, to, 1);
        let frames = 0;
        for (let start = 0; start < 10_001; start += blockFrames) {
          frames += resampler.push([new Float32Array(Math.min(blockFrames, 10_001 - start))])[0]?.length ?? 0;
        }
        frames += resampler.flush()[0]?.length ?? 0;
        expect(frames).toBe(Math.ceil((10_001 * to) / from));
      }
    },
  );

  it('gives the same values for a stream as for the whole', () => {
    const pcm = tone(1000, 0.5, { sampleRate: 22_050 });
    const whole = resample(pcm, 16_000).channels[0] ?? new Float32Array();
    const resampler = createResampler(22_050, 16_000, 1);
    const pieces: number[] = [];
    for (let start = 0; start < 11_025; start += 333) {
      pieces.push(...(resampler.push([(pcm.channels[0] ?? new Float32Array()).subarray(start, start + 333)])[0] ?? []));
    }
    pieces.push(...(resampler.flush()[0] ?? []));
    expect(Float32Array.from(pieces)).toEqual(whole);
  });

  it.each(PAIRS)(
    'suppresses what would alias by 70 dB or more, and leaves the rest as it is, from %i to %i Hz',
    (from, to) => {
      const nyquist = Math.min(from, to) / 2;
      for (const share of [0.1, 0.5, 0.85]) {
        const kept = middle(resample(tone(nyquist * share, 1, { sampleRate: from, level: 1 }), to).channels[0]);
        expect(levelAt(kept, nyquist * share, to)).toBeCloseTo(1, 2);
      }
      for (const share of [1.02, 1.3].filter((share) => nyquist * share < from / 2)) {
        const alias = to - nyquist * share;
        const output = middle(resample(tone(nyquist * share, 1, { sampleRate: from, level: 1 }), to).channels[0]);
        expect(20 * Math.log10(levelAt(output, alias, to))).toBeLessThan(-70);
        expect(20 * Math.log10(Math.max(...output.map(Math.abs)))).toBeLessThan(-70);
      }
    },
  );

  it.each(PAIRS)('leaves no image of a tone above the lower Nyquist frequency, from %i to %i Hz', (from, to) => {
    if (to <= from) return;
    const output = middle(resample(tone(1000, 1, { sampleRate: from, level: 1 }), to).channels[0]);
    for (const image of [from - 1000, from + 1000].filter((hertz) => hertz < to / 2)) {
      expect(20 * Math.log10(levelAt(output, image, to))).toBeLessThan(-70);
    }
  });

  it('leaves no delay', () => {
    const output = resample(tone(440, 0.2, { sampleRate: 44_100 }), 16_000).channels[0] ?? new Float32Array();
    for (let frame = 500; frame < 2500; frame++) {
      expect(output[frame]).toBeCloseTo(0.5 * Math.sin((2 * Math.PI * 440 * frame) / 16_000), 3);
    }
  });

  it('refuses a rate that is no positive integer', () => {
    expect(() => createResampler(0, 16_000, 1)).toThrow(RangeError);
    expect(() => createResampler(44_100, 16_000.5, 1)).toThrow(RangeError);
  });
});

/** Without the edges, where the silence before and after the tone counts. */
function middle(channel: Float32Array | undefined): Float32Array {
  const length = channel?.length ?? 0;
  return channel?.slice(Math.floor(length * 0.2), Math.floor(length * 0.8)) ?? new Float32Array();
}
