/** Wait after a first failure, doubled with each further one. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** Whether an upstream is worth asking: after a failure it is left alone for a while, longer each time. */
export class UpstreamHealth {
  readonly #now: () => number;
  #failures = 0;
  #resumeAt = 0;
  #problem: string | undefined;

  /** @param now - A clock that never goes back, milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** What went wrong last, as long as nothing has gone right since. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** How long it is left alone still, milliseconds; 0 when it may be asked. */
  get waitMs(): number {
    return Math.max(0, this.#resumeAt - this.#now());
  }

  succeeded(): void {
    this.#failures = 0;
    this.#resumeAt = 0;
    this.#problem = undefined;
  }

  /** @param waitMs - How long the server itself wants to be left alone. */
  failed(problem: string, waitMs = 0): void {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#problem = problem;
    this.#resumeAt = this.#now() + Math.max(wait, Math.min(waitMs, LONGEST_WAIT_MS));
  }
}
