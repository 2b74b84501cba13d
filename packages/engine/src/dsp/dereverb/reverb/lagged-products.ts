import type { ComplexValues } from './complex-values.ts';

/**
 * Sums weighted complex values at several lags: `sums[lag] = Σ weights[t] · values[origin + t - lag]`, for lags from `first`
 * to `last`. The innermost loop of the whole work: four lags at a time share what they read.
 * @param origin - Place in the values that belongs to the first weight at lag 0.
 */
export function lagSums(
  weights: Float64Array,
  count: number,
  { re, im }: ComplexValues,
  origin: number,
  first: number,
  last: number,
  sums: ComplexValues,
): void {
  let lag = first;
  for (; lag + 3 <= last; lag += 4) fourLags(weights, count, re, im, origin - lag, lag, sums);
  for (; lag <= last; lag++) {
    let sumRe = 0;
    let sumIm = 0;
    for (let t = 0, at = origin - lag; t < count; t++, at++) {
      const weight = weights[t] ?? 0;
      sumRe += weight * (re[at] ?? 0);
      sumIm += weight * (im[at] ?? 0);
    }
    sums.re[lag] = sumRe;
    sums.im[lag] = sumIm;
  }
}

function fourLags(
  weights: Float64Array,
  count: number,
  re: Float64Array,
  im: Float64Array,
  origin: number,
  lag: number,
  sums: ComplexValues,
): void {
  let [re0, re1, re2, re3, im0, im1, im2, im3] = [0, 0, 0, 0, 0, 0, 0, 0];
  // Values that one lag has read are the next one's in the next round.
  let [a1, a2, a3] = [re[origin - 1] ?? 0, re[origin - 2] ?? 0, re[origin - 3] ?? 0];
  let [b1, b2, b3] = [im[origin - 1] ?? 0, im[origin - 2] ?? 0, im[origin - 3] ?? 0];
  for (let t = 0; t < count; t++) {
    const weight = weights[t] ?? 0;
    const a = re[origin + t] ?? 0;
    const b = im[origin + t] ?? 0;
    re0 += weight * a;
    im0 += weight * b;
    re1 += weight * a1;
    im1 += weight * b1;
    re2 += weight * a2;
    im2 += weight * b2;
    re3 += weight * a3;
    im3 += weight * b3;
    a3 = a2;
    a2 = a1;
    a1 = a;
    b3 = b2;
    b2 = b1;
    b1 = b;
  }
  sums.re[lag] = re0;
  sums.re[lag + 1] = re1;
  sums.re[lag + 2] = re2;
  sums.re[lag + 3] = re3;
  sums.im[lag] = im0;
  sums.im[lag + 1] = im1;
  sums.im[lag + 2] = im2;
  sums.im[lag + 3] = im3;
}
