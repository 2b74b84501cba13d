/** Values between two rows: those of the first at the share 0, those of the second at 1. */
export function interpolateRow(from: Float32Array, to: Float32Array, share: number, output: Float32Array): void {
  for (let index = 0; index < output.length; index++) {
    const value = from[index] ?? 0;
    output[index] = value + share * ((to[index] ?? 0) - value);
  }
}

/** Pitch between two frames; where only one of them has a voice, its own in its half and 0 in the other. */
export function interpolatePitch(from: number, to: number, share: number): number {
  if (from > 0 && to > 0) return from + share * (to - from);
  return share < 0.5 ? from : to;
}

/**
 * Share for the aperiodicity between two frames: a frame without voice is noise in all bands, which tells nothing of how
 * clear the voice beside it is, so that the nearer one counts alone.
 */
export function aperiodicityShare(fromPitch: number, toPitch: number, share: number): number {
  return fromPitch > 0 === toPitch > 0 ? share : Math.round(share);
}
