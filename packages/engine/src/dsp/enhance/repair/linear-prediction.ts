/** Keeps the equations solvable where a signal has no noise at all: a share of its power. */
const WHITE_NOISE_SHARE = 1e-9;

/**
 * Finds the coefficients with which a value is best predicted from those before it, by the autocorrelation method with
 * the recursion of N. Levinson (1947) and J. Durbin (1960).
 * @param samples - Already in a window that goes to zero at its ends.
 * @param filter - Takes the prediction error filter: 1, and the negated coefficients; its length is the order and one more.
 * @returns Whether there was anything to predict.
 */
export function predictionErrorFilter(samples: Float32Array, filter: Float64Array): boolean {
  const correlation = autocorrelation(samples, filter.length);
  const power = correlation[0] ?? 0;
  filter.fill(0);
  filter[0] = 1;
  if (!(power > 0)) return false;
  let error = power * (1 + WHITE_NOISE_SHARE);
  for (let order = 1; order < filter.length; order++) {
    let sum = 0;
    for (let lag = 0; lag < order; lag++) sum += (filter[lag] ?? 0) * (correlation[order - lag] ?? 0);
    const reflection = -sum / error;
    for (let low = 1, high = order - 1; low <= high; low++, high--) {
      const [first, second] = [filter[low] ?? 0, filter[high] ?? 0];
      filter[low] = first + reflection * second;
      filter[high] = second + reflection * first;
    }
    filter[order] = reflection;
    error *= 1 - reflection * reflection;
  }
  return true;
}

function autocorrelation(samples: Float32Array, lags: number): Float64Array {
  const correlation = new Float64Array(lags);
  for (let lag = 0; lag < lags; lag++) {
    // Two sums side by side, so that one addition need not wait for the other.
    let even = 0;
    let odd = 0;
    const pairsEnd = samples.length - 1;
    let at = lag;
    for (; at < pairsEnd; at += 2) {
      even += (samples[at] ?? 0) * (samples[at - lag] ?? 0);
      odd += (samples[at + 1] ?? 0) * (samples[at + 1 - lag] ?? 0);
    }
    if (at === pairsEnd) even += (samples[at] ?? 0) * (samples[at - lag] ?? 0);
    correlation[lag] = even + odd;
  }
  return correlation;
}

/** What the filter leaves of each value; the first ones, without all the values before them, are zero. */
export function predictionError(samples: Float32Array, filter: Float64Array, error: Float32Array): void {
  const order = filter.length - 1;
  error.fill(0, 0, order);
  for (let at = order; at < samples.length; at++) {
    let sum = 0;
    for (let lag = 0; lag <= order; lag++) sum += (filter[lag] ?? 0) * (samples[at - lag] ?? 0);
    error[at] = sum;
  }
}
