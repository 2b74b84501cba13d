/** Something the caller asked for that was not done, or was done otherwise. Results carry them as data. */
export interface Warning {
  readonly type: /** An option that this voice, model or service cannot honour was left out. */
    | 'unsupported'
    /** Another voice or model than the one named served the request. */
    | 'fallback'
    /** The input is usable, and a better one would give a better result. */
    | 'quality'
    /** Anything else worth telling. */
    | 'other';
  /** What it is about: an option's name, or `model`, `voice`, `text`, `audio`. */
  readonly subject: string;
  /** For a person. */
  readonly message: string;
}
