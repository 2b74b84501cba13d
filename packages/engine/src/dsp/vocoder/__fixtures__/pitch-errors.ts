/** How two pitch tracks differ. */
export interface PitchErrors {
  /** Share of the frames voiced in both whose pitches are more than a fifth apart. */
  readonly gross: number;
  /** Of the others, cents: the median and the mean of the distance. */
  readonly medianCents: number;
  readonly meanCents: number;
  /** Share of all frames that are voiced in both or in none. */
  readonly agreement: number;
  /** Share of the truth's voiced frames that were missed, and of its unvoiced ones that were not. */
  readonly missed: number;
  readonly invented: number;
}

/** Compares a pitch track with the truth, frame by frame. */
export function pitchErrors(found: ArrayLike<number>, truth: ArrayLike<number>): PitchErrors {
  const frames = Math.min(found.length, truth.length);
  const cents: number[] = [];
  let gross = 0;
  let missed = 0;
  let invented = 0;
  let voiced = 0;
  for (let frame = 0; frame < frames; frame++) {
    const is = truth[frame] ?? 0;
    const was = found[frame] ?? 0;
    if (is > 0) voiced++;
    if (is > 0 && was > 0) {
      const distance = Math.abs(1200 * Math.log2(was / is));
      if (Math.abs(was / is - 1) > 0.2) gross++;
      else cents.push(distance);
    } else if (is > 0) missed++;
    else if (was > 0) invented++;
  }
  cents.sort((a, b) => a - b);
  return {
    gross: gross / Math.max(1, gross + cents.length),
    medianCents: cents[cents.length >> 1] ?? Number.NaN,
    meanCents: cents.reduce((sum, value) => sum + value, 0) / cents.length,
    agreement: 1 - (missed + invented) / frames,
    missed: missed / Math.max(1, voiced),
    invented: invented / Math.max(1, frames - voiced),
  };
}
