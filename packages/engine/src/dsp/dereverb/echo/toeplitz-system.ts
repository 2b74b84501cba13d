/** Share of the first value that is added to it, against values that have lost their precision. */
const LOADING = 1e-5;

/** Error filter of linear prediction, its first value 1, by the Levinson-Durbin recursion. */
export function linearPrediction(correlation: Float64Array): Float64Array {
  const order = correlation.length - 1;
  const filter = new Float64Array(order + 1);
  const before = new Float64Array(order + 1);
  filter[0] = 1;
  let error = (correlation[0] ?? 0) * (1 + LOADING);
  for (let step = 1; step <= order && error > 0; step++) error = extend(filter, before, correlation, step, error);
  return filter;
}

/** One step of the recursion. @returns The error that is left. */
function extend(
  filter: Float64Array,
  before: Float64Array,
  correlation: Float64Array,
  step: number,
  error: number,
): number {
  let sum = 0;
  for (let tap = 0; tap < step; tap++) sum += (filter[tap] ?? 0) * (correlation[step - tap] ?? 0);
  const reflection = -sum / error;
  before.set(filter);
  for (let tap = 1; tap <= step; tap++) filter[tap] = (before[tap] ?? 0) + reflection * (before[step - tap] ?? 0);
  return error * (1 - reflection * reflection);
}

/**
 * Solves a symmetric positive definite Toeplitz system by Levinson's recursion.
 * @param loading - Share of the diagonal that is added to it.
 */
export function solveToeplitz(firstColumn: Float64Array, right: Float64Array, loading: number): Float64Array {
  const unknowns = right.length;
  const solution = new Float64Array(unknowns);
  const filter = new Float64Array(unknowns);
  const before = new Float64Array(unknowns);
  let error = (firstColumn[0] ?? 0) * (1 + loading);
  if (!(error > 0)) return solution;
  filter[0] = 1;
  solution[0] = (right[0] ?? 0) / error;
  for (let step = 1; step < unknowns && error > 0; step++) {
    error = extend(filter, before, firstColumn, step, error);
    let rest = right[step] ?? 0;
    for (let tap = 0; tap < step; tap++) rest -= (firstColumn[step - tap] ?? 0) * (solution[tap] ?? 0);
    const scale = rest / error;
    for (let tap = 0; tap <= step; tap++) solution[tap] = (solution[tap] ?? 0) + scale * (filter[step - tap] ?? 0);
  }
  return solution;
}
