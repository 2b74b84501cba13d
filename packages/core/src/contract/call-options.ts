/** What every call takes beside its request. */
export interface CallOptions {
  /** Stops the work, not just the wait; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Who asks, for a service that queues: calls that wait are taken in turn by lane, so that one lane's many do not starve
   * another's one. Never leaves the process. @default A lane of its own for each call.
   */
  readonly lane?: string;
  /** Told how far long work has come, 0 to 1, where that is known. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a call has come. */
export interface Progress {
  /** 0 to 1; never falls. */
  readonly fraction: number;
  /** What is going on, for a person: `decoding`, `chunk 3 of 12`. */
  readonly stage?: string;
}
