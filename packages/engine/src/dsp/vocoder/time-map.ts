/** A moment of the old time and where it lies in the new, seconds. */
export interface TimeAnchor {
  readonly from: number;
  readonly to: number;
}

/** Least and most that a stretch between two anchors may last, times its old length. */
export const STRETCH_RANGE = { shortest: 0.2, longest: 5 } as const;

/**
 * Adds the beginning and the end to anchors; before the first and after the last, time runs as it was.
 * @throws {RangeError} If the times do not rise, or a stretch is out of {@link STRETCH_RANGE}.
 */
export function completeAnchors(given: readonly TimeAnchor[], duration: number): TimeAnchor[] {
  const anchors: TimeAnchor[] = [{ from: 0, to: 0 }];
  for (const anchor of given) {
    const last = anchors.at(-1) ?? anchor;
    const elapsed = anchor.from - last.from;
    if (elapsed === 0 && anchor.to === last.to) continue;
    const stretch = (anchor.to - last.to) / elapsed;
    if (!(elapsed > 0 && stretch >= STRETCH_RANGE.shortest && stretch <= STRETCH_RANGE.longest)) {
      throw new RangeError(
        `Expected rising times, ${STRETCH_RANGE.shortest} to ${STRETCH_RANGE.longest} times as far apart as before; got ${last.from} s at ${last.to} s and ${anchor.from} s at ${anchor.to} s.`,
      );
    }
    anchors.push(anchor);
  }
  const last = anchors.at(-1);
  if (last && last.from < duration) anchors.push({ from: duration, to: last.to + duration - last.from });
  return anchors;
}

/**
 * Refines a map so that between its anchors elastic moments give and take more than stiff ones: a moment lasts
 * `stretch ** (elasticity * k)` times as long, with the `k` that keeps the anchors.
 * @param elasticity - Per frame, above 0, up to 1.
 * @returns Anchors at each frame and at the given ones, in order.
 */
export function refineMap(
  anchors: readonly TimeAnchor[],
  elasticity: Float64Array,
  frameSeconds: number,
): readonly TimeAnchor[] {
  const refined: TimeAnchor[] = anchors.slice(0, 1);
  for (let index = 1; index < anchors.length; index++) {
    const start = anchors[index - 1];
    const end = anchors[index];
    if (start && end) refined.push(...refineStretch(start, end, elasticity, frameSeconds));
  }
  return refined;
}

/** Anchors after the start, up to the end. */
function refineStretch(
  start: TimeAnchor,
  end: TimeAnchor,
  elasticity: Float64Array,
  frameSeconds: number,
): TimeAnchor[] {
  const logStretch = Math.log((end.to - start.to) / (end.from - start.from));
  if (Math.abs(logStretch) < 1e-6) return [end];
  const edges: number[] = [];
  for (let frame = Math.floor(start.from / frameSeconds) + 1; frame * frameSeconds < end.from - 1e-9; frame++) {
    edges.push(frame * frameSeconds);
  }
  edges.push(end.from);
  const lengths = edges.map((edge, index) => edge - (edges[index - 1] ?? start.from));
  const weights = edges.map((edge, index) => {
    const middle = edge - (lengths[index] ?? 0) / 2;
    return elasticity[Math.min(elasticity.length - 1, Math.floor(middle / frameSeconds + 0.5))] ?? 1;
  });
  const strength = solveStrength(lengths, weights, logStretch, end.to - start.to);
  let to = start.to;
  return edges.map((from, index) => {
    to += (lengths[index] ?? 0) * Math.exp(logStretch * strength * (weights[index] ?? 1));
    return index === edges.length - 1 ? end : { from, to };
  });
}

/** The exponent's factor with which the lengths sum to what they should, by bisection: the sum moves one way only. */
function solveStrength(
  lengths: readonly number[],
  weights: readonly number[],
  logStretch: number,
  total: number,
): number {
  let low = 0;
  let high = 1 / Math.min(...weights);
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (const [index, length] of lengths.entries())
      sum += length * Math.exp(logStretch * middle * (weights[index] ?? 1));
    if (sum < total === logStretch > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
