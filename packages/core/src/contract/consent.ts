/** Who allowed a voice to be cloned, and in what words. Kept with the voice. */
export interface Consent {
  /** Name of the person whose voice it is. */
  readonly speaker: string;
  /** What they agreed to, in their words. */
  readonly statement: string;
  /** @default Now. */
  readonly date?: Date;
}
