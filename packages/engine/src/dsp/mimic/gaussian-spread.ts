/** Keeps a covariance invertible. */
const LEAST_VARIANCE = 1e-5;

/** Logarithm of the determinant of the covariance of rows: how much room they take. By L. Cholesky's factors. */
export function logSpread(rows: readonly Float64Array[]): number {
  const size = rows[0]?.length ?? 0;
  const factor = covariance(rows, size);
  let logarithm = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = factor[row * size + column] ?? 0;
      for (let index = 0; index < column; index++) {
        sum -= (factor[row * size + index] ?? 0) * (factor[column * size + index] ?? 0);
      }
      if (row === column) {
        factor[row * size + row] = Math.sqrt(Math.max(sum, 1e-9));
        logarithm += Math.log(Math.max(sum, 1e-9));
      } else factor[row * size + column] = sum / (factor[column * size + column] ?? 1);
    }
  }
  return logarithm;
}

/** Mean of each column. */
export function meanRow(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (const [column, value] of row.entries()) mean[column] = (mean[column] ?? 0) + value;
  return mean.map((sum) => sum / Math.max(1, rows.length));
}

/** The lower triangle. */
function covariance(rows: readonly Float64Array[], size: number): Float64Array {
  const mean = meanRow(rows);
  const sums = new Float64Array(size * size);
  for (const values of rows) {
    for (let row = 0; row < size; row++) {
      const deviation = (values[row] ?? 0) - (mean[row] ?? 0);
      for (let column = 0; column <= row; column++) {
        const at = row * size + column;
        sums[at] = (sums[at] ?? 0) + deviation * ((values[column] ?? 0) - (mean[column] ?? 0));
      }
    }
  }
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) / Math.max(1, rows.length);
  for (let row = 0; row < size; row++) sums[row * size + row] = (sums[row * size + row] ?? 0) + LEAST_VARIANCE;
  return sums;
}
