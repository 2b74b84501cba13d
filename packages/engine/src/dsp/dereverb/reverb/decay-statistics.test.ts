import { expect, it } from 'vitest';
import { createDecayStatistics } from './decay-statistics.ts';

const HOP = 0.01;

/** Levels of words of 0.3 s with pauses of 0.5 s in which the sound falls so many decibels per second, down to noise. */
function levels(slope: number): Float64Array {
  return Float64Array.from({ length: 2000 }, (_, t) => {
    const since = Math.max(0, (t % 80) - 30) * HOP;
    return Math.max(-60, slope * since + 0.2 * Math.sin(t));
  });
}

it.each([-60, -85, -120])('sees levels fall by %i decibels per second', (slope) => {
  const statistics = createDecayStatistics(1, HOP);
  statistics.add(0, levels(slope), 0.5);
  const [decay] = statistics.decays();
  expect(decay?.slope).toBeGreaterThan(1.25 * slope);
  expect(decay?.slope).toBeLessThan(0.75 * slope);
});

it('knows nothing of a band in which nothing stands out', () => {
  const statistics = createDecayStatistics(1, HOP);
  statistics.add(0, new Float64Array(2000).fill(-30), 0.5);
  expect(statistics.decays()).toEqual([undefined]);
});
