import { createPlane, type Plane } from './spectra.ts';

/** Averages a plane over the windows around each, `radius` either way. */
export function averageOverTime({ windows, bins, values }: Plane, radius: number): Plane {
  const result = createPlane(windows, bins);
  // Double precision, or what was added would not quite be what is taken away.
  const sums = new Float64Array(bins);
  for (let ahead = 0; ahead < windows + radius; ahead++) {
    const window = ahead - radius;
    const gone = window - radius - 1;
    if (ahead < windows) addRow(sums, values, ahead * bins, 1);
    if (gone >= 0) addRow(sums, values, gone * bins, -1);
    if (window < 0) continue;
    const count = Math.min(windows - 1, ahead) - Math.max(0, gone + 1) + 1;
    for (let bin = 0; bin < bins; bin++) result.values[window * bins + bin] = (sums[bin] ?? 0) / count;
  }
  return result;
}

function addRow(sums: Float64Array, values: Float32Array, start: number, sign: 1 | -1): void {
  for (let bin = 0; bin < sums.length; bin++) sums[bin] = (sums[bin] ?? 0) + sign * (values[start + bin] ?? 0);
}
