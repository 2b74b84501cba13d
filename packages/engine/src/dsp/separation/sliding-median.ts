import { type LevelPlane, powerOfStep } from './level-steps.ts';
import { createPlane, type Plane } from './spectra.ts';

/**
 * Takes, for each value of a plane, the median over the windows around it: what lasts stays, what is short goes.
 *
 * The median slides over a histogram of levels, so its length costs nothing.
 * @param radius - Windows on either side.
 * @see Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010.
 * @see Huang, Yang and Tang, "A fast two-dimensional median filtering algorithm", 1979.
 */
export function medianOverTime(levels: LevelPlane, radius: number): Plane {
  const { windows, bins, steps } = levels;
  const result = createPlane(windows, bins);
  const histogram = new Int32Array(256);
  for (let bin = 0; bin < bins; bin++) {
    histogram.fill(0);
    let median = 0;
    let below = 0;
    let count = 0;
    for (let ahead = 0; ahead < windows + radius; ahead++) {
      if (ahead < windows) {
        const step = steps[ahead * bins + bin] ?? 0;
        histogram[step] = (histogram[step] ?? 0) + 1;
        count++;
        if (step < median) below++;
      }
      const window = ahead - radius;
      if (window < 0) continue;
      const gone = window - radius - 1;
      if (gone >= 0) {
        const step = steps[gone * bins + bin] ?? 0;
        histogram[step] = (histogram[step] ?? 0) - 1;
        count--;
        if (step < median) below--;
      }
      const rank = (count - 1) >> 1;
      while (below > rank) below -= histogram[--median] ?? 0;
      while (below + (histogram[median] ?? 0) <= rank) below += histogram[median++] ?? 0;
      result.values[window * bins + bin] = powerOfStep(median);
    }
  }
  return result;
}
