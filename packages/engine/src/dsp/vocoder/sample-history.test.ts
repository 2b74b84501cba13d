import { describe, expect, it } from 'vitest';
import { SampleHistory } from './sample-history.ts';

describe('SampleHistory', () => {
  it('holds samples at their positions, with silence before and after', () => {
    const history = new SampleHistory(10);
    history.append(Float32Array.of(1, 2, 3));
    history.appendSilence(2);
    expect(history.end).toBe(5);
    const at = (position: number) => history.samples[position + history.offset];
    expect([-10, -1, 0, 2, 3, 4].map(at)).toEqual([0, 0, 1, 3, 0, 0]);
  });

  it('makes silence of what is no number', () => {
    const history = new SampleHistory(0);
    history.append(Float32Array.of(Number.NaN, 0.5, Number.NEGATIVE_INFINITY));
    expect([...history.samples.subarray(history.offset, 3)]).toEqual([0, 0.5, 0]);
  });

  it('stays small while an hour goes through it, and keeps what is still needed', () => {
    const history = new SampleHistory(400);
    const second = Float32Array.from({ length: 8000 }, (_, index) => index / 8000);
    for (let at = 0; at < 3600; at++) {
      history.append(second);
      history.dropBefore(history.end - 5000);
      expect(history.samples[history.end - 5000 + history.offset]).toBe(3000 / 8000);
    }
    expect(history.end).toBe(3600 * 8000);
    expect(history.samples.length).toBeLessThan(100_000);
  });

  it('reads silence where an earlier stretch lay', () => {
    const history = new SampleHistory(0);
    history.append(new Float32Array(20_000).fill(1));
    history.dropBefore(19_000);
    history.appendSilence(100);
    expect(history.samples[history.end - 1 + history.offset]).toBe(0);
    expect(history.samples[19_500 + history.offset]).toBe(1);
  });
});
