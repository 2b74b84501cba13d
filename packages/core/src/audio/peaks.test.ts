import { describe, expect, it } from 'vitest';
import { computePeaks } from './peaks.ts';

describe('computePeaks', () => {
  it('gives the lowest and highest value of each bucket', () => {
    const { min, max } = computePeaks({ channels: [Float32Array.of(0, 0.5, -1, 0.25)], sampleRate: 4 }, 2);
    expect([...min]).toEqual([0, -1]);
    expect([...max]).toEqual([0.5, 0.25]);
  });

  it('takes more buckets than there are frames, and refuses none', () => {
    expect(computePeaks({ channels: [Float32Array.of(1)], sampleRate: 4 }, 3).max).toHaveLength(3);
    expect(() => computePeaks({ channels: [new Float32Array(10)], sampleRate: 4 }, 0)).toThrow(RangeError);
  });
});
