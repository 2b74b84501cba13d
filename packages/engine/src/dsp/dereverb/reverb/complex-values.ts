// Loops over complex values. They name their arrays first: read through objects, they take half as long again.

/** Complex values: their real and their imaginary parts. */
export interface ComplexValues {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Makes so many complex zeros. */
export function complexValues(length: number): ComplexValues {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/** `product[t] = a[t] · conj(b[t + ahead])` for t from `from` up to `to`. */
export function multiplyConjugate(
  { re: aRe, im: aIm }: ComplexValues,
  { re: bRe, im: bIm }: ComplexValues,
  ahead: number,
  from: number,
  to: number,
  { re, im }: ComplexValues,
): void {
  for (let t = from; t < to; t++) {
    const a = aRe[t] ?? 0;
    const b = aIm[t] ?? 0;
    const c = bRe[t + ahead] ?? 0;
    const d = bIm[t + ahead] ?? 0;
    re[t] = a * c + b * d;
    im[t] = b * c - a * d;
  }
}

/** `product[t] = weights[t] · values[from + t]`. */
export function multiplyReal(
  weights: Float64Array,
  { re: valuesRe, im: valuesIm }: ComplexValues,
  from: number,
  count: number,
  { re, im }: ComplexValues,
): void {
  for (let t = 0; t < count; t++) {
    re[t] = (weights[t] ?? 0) * (valuesRe[from + t] ?? 0);
    im[t] = (weights[t] ?? 0) * (valuesIm[from + t] ?? 0);
  }
}

/** `sums[at] += Σ past[from + t] · conj(present[t])`. */
export function addProducts(
  { re: pastRe, im: pastIm }: ComplexValues,
  from: number,
  { re, im }: ComplexValues,
  count: number,
  sums: ComplexValues,
  at: number,
): void {
  let sumRe = 0;
  let sumIm = 0;
  for (let t = 0; t < count; t++) {
    const a = pastRe[from + t] ?? 0;
    const b = pastIm[from + t] ?? 0;
    const c = re[t] ?? 0;
    const d = im[t] ?? 0;
    sumRe += a * c + b * d;
    sumIm += b * c - a * d;
  }
  sums.re[at] = (sums.re[at] ?? 0) + sumRe;
  sums.im[at] = (sums.im[at] ?? 0) + sumIm;
}

/** `re[t] + i im[t] += conj(a + i b) · past[from + t]`. */
export function addFiltered(
  { re: pastRe, im: pastIm }: ComplexValues,
  from: number,
  a: number,
  b: number,
  count: number,
  re: Float64Array,
  im: Float64Array,
): void {
  for (let t = 0; t < count; t++) {
    const c = pastRe[from + t] ?? 0;
    const d = pastIm[from + t] ?? 0;
    re[t] = (re[t] ?? 0) + a * c + b * d;
    im[t] = (im[t] ?? 0) + a * d - b * c;
  }
}

/** Multiplies all values by a number. */
export function scale({ re, im }: ComplexValues, factor: number): void {
  for (let at = 0; at < re.length; at++) {
    re[at] = factor * (re[at] ?? 0);
    im[at] = factor * (im[at] ?? 0);
  }
}

/** Copies as many values as both have room for. */
export function copy(from: ComplexValues, to: ComplexValues): void {
  const length = Math.min(from.re.length, to.re.length);
  to.re.set(from.re.subarray(0, length));
  to.im.set(from.im.subarray(0, length));
}
