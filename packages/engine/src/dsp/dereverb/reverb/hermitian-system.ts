import type { ComplexValues } from './complex-values.ts';

/** Values of a Hermitian matrix that are kept: those of its lower triangle, row by row. */
export function triangleLength(order: number): number {
  return (order * (order + 1)) / 2;
}

/**
 * Solves Hermitian positive definite systems by Cholesky's decomposition, in place and without taking memory.
 * @param order - Unknowns.
 * @param matrix - Lower triangle, row by row; becomes the decomposition.
 * @param loading - Added to the diagonal, so that a matrix which is nearly singular has a small solution.
 * @param right - Right sides of `order` values, one after another; become the solutions.
 * @param rightSides - How many.
 */
export function solveHermitian(
  order: number,
  matrix: ComplexValues,
  loading: number,
  right: ComplexValues,
  rightSides: number,
): void {
  decompose(order, matrix, loading);
  for (let side = 0; side < rightSides; side++) substitute(order, matrix, right, side * order);
}

/** Rows of the factor; its diagonal is kept as its reciprocal. */
function decompose(order: number, { re, im }: ComplexValues, loading: number): void {
  for (let row = 0, rowAt = 0; row < order; row++, rowAt += row) {
    for (let column = 0, columnAt = 0; column < row; column++, columnAt += column) {
      let sumRe = re[rowAt + column] ?? 0;
      let sumIm = im[rowAt + column] ?? 0;
      for (let k = 0; k < column; k++) {
        const a = re[rowAt + k] ?? 0;
        const b = im[rowAt + k] ?? 0;
        const c = re[columnAt + k] ?? 0;
        const d = im[columnAt + k] ?? 0;
        sumRe -= a * c + b * d;
        sumIm -= b * c - a * d;
      }
      const reciprocal = re[columnAt + column] ?? 0;
      re[rowAt + column] = sumRe * reciprocal;
      im[rowAt + column] = sumIm * reciprocal;
    }
    let rest = (re[rowAt + row] ?? 0) + loading;
    for (let k = 0; k < row; k++) rest -= (re[rowAt + k] ?? 0) ** 2 + (im[rowAt + k] ?? 0) ** 2;
    // Rounding can leave a nearly singular matrix with less than it began with: that unknown is then of no use.
    re[rowAt + row] = rest > 1e-3 * loading ? 1 / Math.sqrt(rest) : 0;
    im[rowAt + row] = 0;
  }
}

function substitute(
  order: number,
  { re, im }: ComplexValues,
  { re: rightRe, im: rightIm }: ComplexValues,
  from: number,
): void {
  for (let row = 0, rowAt = 0; row < order; row++, rowAt += row) {
    let sumRe = rightRe[from + row] ?? 0;
    let sumIm = rightIm[from + row] ?? 0;
    for (let k = 0; k < row; k++) {
      const a = re[rowAt + k] ?? 0;
      const b = im[rowAt + k] ?? 0;
      const c = rightRe[from + k] ?? 0;
      const d = rightIm[from + k] ?? 0;
      sumRe -= a * c - b * d;
      sumIm -= a * d + b * c;
    }
    const reciprocal = re[rowAt + row] ?? 0;
    rightRe[from + row] = sumRe * reciprocal;
    rightIm[from + row] = sumIm * reciprocal;
  }
  for (let row = order - 1; row >= 0; row--) {
    let sumRe = rightRe[from + row] ?? 0;
    let sumIm = rightIm[from + row] ?? 0;
    for (let k = row + 1; k < order; k++) {
      const at = triangleLength(k) + row;
      // The conjugate of the factor.
      const a = re[at] ?? 0;
      const b = -(im[at] ?? 0);
      const c = rightRe[from + k] ?? 0;
      const d = rightIm[from + k] ?? 0;
      sumRe -= a * c - b * d;
      sumIm -= a * d + b * c;
    }
    const reciprocal = re[triangleLength(row) + row] ?? 0;
    rightRe[from + row] = sumRe * reciprocal;
    rightIm[from + row] = sumIm * reciprocal;
  }
}
