/** Everything that the components say, in one language. Functions take what varies, and write plurals themselves. */
export interface Messages {
  /** BCP-47 tag; numbers and times are written in it. */
  readonly locale: string;
  /** Media time as it is spoken: `1 minute 5 seconds`. */
  readonly spokenTime: (seconds: number) => string;
  readonly waveform: {
    readonly seek: string;
    readonly position: (time: string, duration: string) => string;
    readonly picture: (duration: string) => string;
    readonly empty: string;
    readonly loading: string;
  };
}
