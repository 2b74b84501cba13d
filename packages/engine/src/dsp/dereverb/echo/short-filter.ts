/**
 * Adds a signal, filtered and multiplied, to another: `target[from + t] += factor · Σ taps[k] · source[at + t - k]`, for
 * `count` values. Where the source has not begun it is silent.
 */
export function addFiltered(
  target: Float32Array,
  from: number,
  count: number,
  source: Float32Array,
  at: number,
  taps: Float32Array,
  factor: number,
): void {
  // Four taps in one pass: a quarter of the reading and writing.
  for (let tap = 0; tap < taps.length; tap += 4) {
    const a = factor * (taps[tap] ?? 0);
    const b = factor * (taps[tap + 1] ?? 0);
    const c = factor * (taps[tap + 2] ?? 0);
    const d = factor * (taps[tap + 3] ?? 0);
    const first = at - tap;
    const begun = Math.max(0, Math.min(count, 3 - first));
    for (let t = 0; t < begun; t++) {
      const now = first + t;
      const sum = a * (source[now] ?? 0) + b * (source[now - 1] ?? 0) + c * (source[now - 2] ?? 0);
      target[from + t] = (target[from + t] ?? 0) + sum + d * (source[now - 3] ?? 0);
    }
    for (let t = begun; t < count; t++) {
      const now = first + t;
      const sum = a * (source[now] ?? 0) + b * (source[now - 1] ?? 0) + c * (source[now - 2] ?? 0);
      target[from + t] = (target[from + t] ?? 0) + sum + d * (source[now - 3] ?? 0);
    }
  }
}
