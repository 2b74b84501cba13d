/** Accents of the whole spectrum and of two parts of it. */
export interface AccentCurves {
  readonly full: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** The highest accent within so many frames of a place. */
export function accentNear(curve: Float32Array, frame: number, reach: number): number {
  let highest = 0;
  for (let index = Math.round(frame - reach); index <= frame + reach; index++) {
    const value = curve[index] ?? 0;
    if (value > highest) highest = value;
  }
  return highest;
}

/** Frames to both sides of a place in a beat where its accent is looked for: 40 ms at most, a twelfth of the beat at most. */
export function accentReach(period: number): number {
  return Math.max(1, Math.min(4, period / 12));
}

/** Mean accent at a place within all beats. @param place - 0 for the beat itself, 0.5 for halfway to the next. */
export function meanAccent(curve: Float32Array, beats: readonly number[], place: number, reach: number): number {
  let sum = 0;
  for (let index = 0; index + 1 < beats.length; index++) {
    const beat = beats[index] ?? 0;
    sum += accentNear(curve, beat + place * ((beats[index + 1] ?? 0) - beat), reach);
  }
  return beats.length > 1 ? sum / (beats.length - 1) : 0;
}

/** Accent of every beat. */
export function beatAccents(curve: Float32Array, beats: readonly number[], reach: number): number[] {
  return beats.map((beat) => accentNear(curve, beat, reach));
}

/** Means of every so many values: of the first, the one after it and so on. */
export function cyclicMeans(values: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, phase) => {
    const own = values.filter((_, index) => index % length === phase);
    return own.reduce((sum, value) => sum + value, 0) / Math.max(1, own.length);
  });
}
