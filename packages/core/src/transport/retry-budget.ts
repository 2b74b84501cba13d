const WINDOW_MS = 10_000;
const BUCKETS = 10;
/** Retries that are free in every window, so that a client that calls rarely can still retry. */
const RESERVE = 10;

/**
 * Limits retries to a share of the requests of the last ten seconds, so that clients of a failing server do not
 * multiply its load (the retry budget of Finagle, with its reserve).
 */
export class RetryBudget {
  readonly #share: number;
  readonly #now: () => number;
  readonly #requests = new Array<number>(BUCKETS).fill(0);
  readonly #retries = new Array<number>(BUCKETS).fill(0);
  #bucket = 0;

  /** @param share - Retries per request, such as 0.1. @param now - Unix time in milliseconds. */
  constructor(share: number, now: () => number) {
    this.#share = share;
    this.#now = now;
    this.#bucket = this.#current();
  }

  /** Counts a first attempt. */
  request(): void {
    this.#count(this.#requests);
  }

  /** Takes one retry from the budget. @returns Whether there was one. */
  tryRetry(): boolean {
    this.#turn();
    const allowed = Math.max(RESERVE, this.#share * sum(this.#requests));
    if (sum(this.#retries) + 1 > allowed) return false;
    this.#count(this.#retries);
    return true;
  }

  #count(counts: number[]): void {
    this.#turn();
    const index = this.#bucket % BUCKETS;
    counts[index] = (counts[index] ?? 0) + 1;
  }

  #turn(): void {
    const current = this.#current();
    const passed = Math.min(current - this.#bucket, BUCKETS);
    for (let step = 1; step <= passed; step += 1) {
      const index = (this.#bucket + step) % BUCKETS;
      this.#requests[index] = 0;
      this.#retries[index] = 0;
    }
    this.#bucket = Math.max(current, this.#bucket);
  }

  #current(): number {
    return Math.floor(this.#now() / (WINDOW_MS / BUCKETS));
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
