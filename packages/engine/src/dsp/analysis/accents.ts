/** Half the width of the stretch whose mean is taken off, frames: 0.4 s. */
const SURROUNDINGS = 40;

/** Onset strength with what goes on all the time taken off: only what stands out of the 0.8 s around it is left. */
export function accents(onsets: Float32Array): Float32Array {
  const sums = new Float64Array(onsets.length + 1);
  for (const [frame, value] of onsets.entries()) sums[frame + 1] = (sums[frame] ?? 0) + value;
  const above = onsets.map((value, frame) => {
    const from = Math.max(0, frame - SURROUNDINGS);
    const to = Math.min(onsets.length, frame + SURROUNDINGS);
    return Math.max(0, value - ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from));
  });
  return above.map((value, frame) => 0.25 * (above[frame - 1] ?? 0) + 0.5 * value + 0.25 * (above[frame + 1] ?? 0));
}
