/** Iterations that a root gets, and the step below which it is found. */
const MOST_STEPS = 80;
const SMALLEST_STEP = 1e-10;

/**
 * Coefficients of the all-pole filter whose spectrum is nearest to a power spectrum.
 *
 * J. Makhoul, "Spectral linear prediction: properties and applications", 1975: the autocorrelation is that of the given
 * spectrum, and Durbin's recursion solves for the filter.
 * @param power - Power from zero to the highest frequency, both included.
 * @returns `order + 1` coefficients, the first 1.
 */
export function predictSpectrum(power: Float64Array, order: number): Float64Array {
  const last = power.length - 1;
  const correlation = Float64Array.from({ length: order + 1 }, (_, lag) => {
    let sum = ((power[0] ?? 0) + (lag % 2 === 0 ? 1 : -1) * (power[last] ?? 0)) / 2;
    for (let bin = 1; bin < last; bin++) sum += (power[bin] ?? 0) * Math.cos((Math.PI * lag * bin) / last);
    return sum;
  });
  const filter = new Float64Array(order + 1);
  filter[0] = 1;
  let error = (correlation[0] ?? 0) * (1 + 1e-9) + 1e-30;
  for (let step = 1; step <= order; step++) {
    let sum = correlation[step] ?? 0;
    for (let index = 1; index < step; index++) sum += (filter[index] ?? 0) * (correlation[step - index] ?? 0);
    const reflection = -sum / error;
    const before = filter.slice(0, step);
    for (let index = 1; index < step; index++) {
      filter[index] = (before[index] ?? 0) + reflection * (before[step - index] ?? 0);
    }
    filter[step] = reflection;
    error *= 1 - reflection * reflection;
  }
  return filter;
}

/** A pole of a filter: where it lies and how wide it is, both as shares of the highest frequency. */
export interface Resonance {
  readonly frequency: number;
  readonly bandwidth: number;
}

/** The resonances of an all-pole filter, the lowest first: the roots of its polynomial above the real axis. */
export function resonancesOf(filter: Float64Array): Resonance[] {
  return polynomialRoots(filter)
    .filter(([, im]) => im > 1e-6)
    .map(([re, im]) => ({ frequency: Math.atan2(im, re) / Math.PI, bandwidth: -Math.log(re * re + im * im) / Math.PI }))
    .sort((a, b) => a.frequency - b.frequency);
}

/** All roots at once, by E. Durand & I. Kerner's iteration. @param coefficients - Of falling powers, the first 1. */
function polynomialRoots(coefficients: Float64Array): ReadonlyArray<readonly [re: number, im: number]> {
  const degree = coefficients.length - 1;
  const re = Float64Array.from({ length: degree }, (_, root) => 0.9 * Math.cos(startAngle(root, degree)));
  const im = Float64Array.from({ length: degree }, (_, root) => 0.9 * Math.sin(startAngle(root, degree)));
  for (let step = 0; step < MOST_STEPS; step++) {
    let moved = 0;
    for (let root = 0; root < degree; root++) {
      const [x, y] = [re[root] ?? 0, im[root] ?? 0];
      let [valueRe, valueIm] = [1, 0];
      let [productRe, productIm] = [1, 0];
      for (let index = 1; index <= degree; index++) {
        [valueRe, valueIm] = [valueRe * x - valueIm * y + (coefficients[index] ?? 0), valueRe * y + valueIm * x];
      }
      for (let other = 0; other < degree; other++) {
        if (other === root) continue;
        const [dx, dy] = [x - (re[other] ?? 0), y - (im[other] ?? 0)];
        [productRe, productIm] = [productRe * dx - productIm * dy, productRe * dy + productIm * dx];
      }
      const scale = productRe * productRe + productIm * productIm + 1e-300;
      const stepRe = (valueRe * productRe + valueIm * productIm) / scale;
      const stepIm = (valueIm * productRe - valueRe * productIm) / scale;
      re[root] = x - stepRe;
      im[root] = y - stepIm;
      moved = Math.max(moved, Math.abs(stepRe) + Math.abs(stepIm));
    }
    if (moved < SMALLEST_STEP) break;
  }
  return Array.from(re, (value, root) => [value, im[root] ?? 0] as const);
}

function startAngle(root: number, degree: number): number {
  return (2 * Math.PI * (root + 0.35)) / degree;
}
