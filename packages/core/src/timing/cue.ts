/** A subtitle: lines that stand on the screen for a while. */
export interface Cue {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** How subtitles are cut. Times are in seconds. */
export interface CueShape {
  /** Longest line, in UTF-16 units. @default 42 */
  readonly maxLineLength?: number;
  /** @default 2 */
  readonly maxLines?: number;
  /** Longest time on the screen. @default 7 */
  readonly maxSeconds?: number;
  /** Most words in a cue. @default No bound. */
  readonly maxWords?: number;
  /** Shortest time on the screen, as far as the next cue leaves room; shorter sentences share a cue. @default 1 */
  readonly minSeconds?: number;
  /** A pause longer than this ends a cue. @default 1.5 */
  readonly maxPauseSeconds?: number;
}

/** Values that fit two lines of television subtitles at a usual reading speed. */
const DEFAULTS: Required<CueShape> = {
  maxLineLength: 42,
  maxLines: 2,
  maxSeconds: 7,
  maxWords: Number.POSITIVE_INFINITY,
  minSeconds: 1,
  maxPauseSeconds: 1.5,
};

/** Applies the defaults. @throws {RangeError} If a bound is not a positive number. */
export function resolveCueShape(shape: CueShape = {}): Required<CueShape> {
  const resolved = { ...DEFAULTS, ...shape };
  for (const [name, value] of Object.entries(resolved)) {
    if (!(value > 0)) throw new RangeError(`${name} must be a positive number, got ${value}.`);
  }
  return resolved;
}
