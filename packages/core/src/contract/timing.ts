/** One spoken word, tied to the caller's own text. */
export interface WordTiming {
  /** The word as it was spoken: `forty` for the `40` of `40–60°C`. */
  readonly text: string;
  /** Seconds from the start of the audio. */
  readonly start: number;
  /** Seconds from the start of the audio; never before `start`. */
  readonly end: number;
  /** First UTF-16 index in the caller's original text of what this word was spoken for. */
  readonly charStart: number;
  /** Index just past the last; several words share one range when one token became several words. */
  readonly charEnd: number;
}

/** A named point of the caller's text (`<mark name="…"/>`), in the audio. */
export interface MarkTiming {
  readonly name: string;
  /** Seconds from the start of the audio. */
  readonly time: number;
}
