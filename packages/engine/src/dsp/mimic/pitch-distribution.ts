/** Shares of the voiced time whose pitch is noted: what lies outside is mostly creak and errors. */
export const PITCH_SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** Semitones of one more share of the time, where a distribution is continued beyond its ends. */
const BEYOND = 1;

/**
 * How a voice spreads over pitches: for each of {@link PITCH_SHARES} the pitch, hertz, below which it is that much of
 * its voiced time. Rising.
 */
export type PitchDistribution = readonly number[];

/** Fewest voiced frames that say anything. */
const FEWEST = 20;
/** Of the middle pitch: around half of it lies creak, and below three quarters begins the voice proper. */
const CREAK = { least: 0.4, most: 0.62, voice: 0.75 } as const;
/** Frames between creak and voice, over those of creak, above which a melody falls that far by itself. */
const GAP = 1 / 4;

/**
 * Measures the pitches of the voiced frames. Creak counts an octave higher: it is another register and no part of the melody.
 * @returns `undefined` when fewer than 20 frames are voiced.
 */
export function pitchDistribution(f0: Float32Array): PitchDistribution | undefined {
  return plainDistribution(raiseCreak(f0, findCreak(f0)));
}

/** The same, where creak is none or has been raised. */
export function plainDistribution(f0: Float32Array): PitchDistribution | undefined {
  const voiced = f0.filter((pitch) => pitch > 0).sort();
  if (voiced.length < FEWEST) return undefined;
  return PITCH_SHARES.map((share) => {
    const place = share * (voiced.length - 1);
    const low = voiced[Math.floor(place)] ?? 0;
    return low + (place % 1) * ((voiced[Math.ceil(place)] ?? low) - low);
  });
}

/** Pitches of a voice's creak, hertz. */
export interface CreakBand {
  readonly least: number;
  readonly most: number;
}

/** Finds creak, whose pulses come at half the rate of the voice; `undefined` where nothing stands apart from the rest. */
export function findCreak(f0: Float32Array): CreakBand | undefined {
  const sorted = f0.filter((pitch) => pitch > 0).sort();
  const middle = sorted[sorted.length >> 1] ?? 0;
  const between = (from: number, to: number) =>
    sorted.filter((pitch) => pitch >= from * middle && pitch < to * middle).length;
  const creaking = between(CREAK.least, CREAK.most);
  if (creaking === 0 || between(CREAK.most, CREAK.voice) > GAP * creaking) return undefined;
  return { least: CREAK.least * middle, most: CREAK.most * middle };
}

/** Gives creak the pitch that the voice would have, an octave higher. */
export function raiseCreak(f0: Float32Array, creak: CreakBand | undefined): Float32Array {
  return creak ? f0.map((pitch) => (isCreak(pitch, creak) ? 2 * pitch : pitch)) : f0;
}

/** Whether a pitch is one of creak. */
export function isCreak(pitch: number, creak: CreakBand | undefined): boolean {
  return creak !== undefined && pitch >= creak.least && pitch < creak.most;
}

/** The middle pitch, hertz. */
export function medianOf(distribution: PitchDistribution): number {
  return distribution[PITCH_SHARES.indexOf(0.5)] ?? 0;
}

/** Semitones between the pitches that a tenth of the time lies below and above. */
export function pitchRange(distribution: PitchDistribution): number {
  const low = distribution[PITCH_SHARES.indexOf(0.1)] ?? 1;
  const high = distribution[PITCH_SHARES.indexOf(0.9)] ?? 1;
  return 12 * Math.log2(high / low);
}

/** Between two distributions, pitch by pitch on a logarithmic scale. @param share - 0 gives the first, 1 the second. */
export function blendDistributions(
  first: PitchDistribution,
  second: PitchDistribution,
  share: number,
): PitchDistribution {
  return first.map((pitch, index) => pitch * ((second[index] ?? pitch) / pitch) ** share);
}

/**
 * Makes the function that gives a pitch of one distribution the place that it has in another: the melody goes up and
 * down where it did, around another middle and as far as the other voice does.
 *
 * Histogram equalisation of the pitch: Z. Inanoglu, "Transforming pitch in a voice conversion framework", 2003.
 */
export function pitchMap(from: PitchDistribution, to: PitchDistribution): (pitch: number) => number {
  const x = widened(from.map(Math.log2));
  const y = widened(to.map(Math.log2));
  return (pitch) => {
    const at = Math.log2(pitch);
    let index = 1;
    while (index < x.length - 1 && at > (x[index] ?? 0)) index++;
    const left = x[index - 1] ?? 0;
    const share = (at - left) / ((x[index] ?? left) - left);
    const low = y[index - 1] ?? 0;
    // Beyond the ends the line goes on, but not for ever: an error of an octave stays as far off as it is.
    return 2 ** (low + Math.max(-3, Math.min(4, share)) * ((y[index] ?? low) - low));
  };
}

/** Rising for certain, and continued at both ends. */
function widened(logs: readonly number[]): number[] {
  const rising: number[] = [];
  for (const value of logs) rising.push(Math.max(value, (rising.at(-1) ?? Number.NEGATIVE_INFINITY) + 1e-4));
  const [first = 0] = rising;
  const last = rising.at(-1) ?? first;
  return [first - BEYOND / 12, ...rising, last + BEYOND / 12];
}
