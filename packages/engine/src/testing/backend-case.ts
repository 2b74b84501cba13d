/** One thing that a backend has to do. */
export interface BackendCase {
  readonly name: string;
  /** Rejects with an `AssertionError` that says what was wrong. */
  run(): Promise<void>;
}
