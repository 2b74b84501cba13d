/**
 * Writes what fits best where values are lost: the energy of the prediction error over the gap and what depends on it is
 * brought to its least.
 *
 * Source: A. Janssen, R. Veldhuis and L. Vries, "Adaptive interpolation of discrete-time signals that can be modeled as
 * autoregressive processes", 1986; S. Godsill and P. Rayner, "Digital Audio Restoration", 1998, chapter 5.
 * @param samples - Changed from `start` to `end`; needs as many values as the filter is long before and after the gap.
 * @param filter - Prediction error filter of the surroundings.
 */
export function fillGap(samples: Float32Array, start: number, end: number, filter: Float64Array): void {
  const length = end - start;
  const order = filter.length - 1;
  samples.fill(0, start, end);
  const products = filterProducts(filter);
  const right = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    let sum = 0;
    for (let lag = -order; lag <= order; lag++)
      sum -= (products[Math.abs(lag)] ?? 0) * (samples[start + row + lag] ?? 0);
    right[row] = sum;
  }
  solveBanded(products, right);
  for (let row = 0; row < length; row++) samples[start + row] = right[row] ?? 0;
}

/** The filter's products with itself, shifted: one row of the symmetric equations, from its diagonal on. */
function filterProducts(filter: Float64Array): Float64Array {
  return filter.map((_, shift) => {
    let sum = 0;
    for (let at = shift; at < filter.length; at++) sum += (filter[at] ?? 0) * (filter[at - shift] ?? 0);
    return sum;
  });
}

/** Solves equations with one and the same band in every row, in place, by Cholesky's factorisation. */
function solveBanded(band: Float64Array, right: Float64Array): void {
  const size = right.length;
  const width = Math.min(band.length, size);
  // Row by row the factor's values, of which the last one lies on the diagonal.
  const factor = new Float64Array(size * width);
  const at = (row: number, column: number) => row * width + column - row + width - 1;
  for (let row = 0; row < size; row++) {
    for (let column = Math.max(0, row - width + 1); column <= row; column++) {
      let sum = band[row - column] ?? 0;
      for (let inner = Math.max(0, row - width + 1); inner < column; inner++) {
        sum -= (factor[at(row, inner)] ?? 0) * (factor[at(column, inner)] ?? 0);
      }
      factor[at(row, column)] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (factor[at(column, column)] ?? 1);
    }
  }
  for (let row = 0; row < size; row++) {
    let sum = right[row] ?? 0;
    for (let column = Math.max(0, row - width + 1); column < row; column++) {
      sum -= (factor[at(row, column)] ?? 0) * (right[column] ?? 0);
    }
    right[row] = sum / (factor[at(row, row)] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row] ?? 0;
    for (let column = row + 1; column < Math.min(size, row + width); column++) {
      sum -= (factor[at(column, row)] ?? 0) * (right[column] ?? 0);
    }
    right[row] = sum / (factor[at(row, row)] ?? 1);
  }
}
