/** Formats that a page can record in: `wav` is exact, `compressed` is what the browser has, Opus as a rule. */
export type RecordingFormat = 'wav' | 'compressed';

/** Why a recording ended, where nobody stopped it. */
export type RecordingEnd = 'stopped' | 'limit' | 'device-lost' | 'page-left';

/** A recording. */
export interface Recording {
  /** The file; its type is what it really is. */
  readonly blob: Blob;
  readonly mimeType: string;
  /** Seconds; pauses do not count. The file says the same. */
  readonly duration: number;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly endedBy: RecordingEnd;
}

/** What a way to record makes of it. */
export type RecordedFile = Omit<Recording, 'endedBy'>;

/** One way to record, under way. */
export interface Capture {
  /** Seconds so far. */
  readonly elapsed: number;
  pause(): void;
  resume(): void;
  /** Ends it and gives the file; what has come until now, if the browser does not say that it is done. */
  finish(): Promise<RecordedFile>;
  /** Ends it and throws it away. */
  cancel(): void;
}
