import type { PotooError } from '@potoo/core';
import { ModelLoadingError } from '@potoo/core/errors';

const MOST_FAILURES = 3;
const FAILURES_WITHIN_MS = 60_000;
const REST_MS = 30_000;

/**
 * Keeps a pool from starting hosts that do not start: after three failures in a row within a minute it allows none for
 * half a minute, then one at a time until one succeeds. Before the first success it allows three at a time.
 */
export class StartBreaker {
  readonly #name: string;
  #failures: Array<{ readonly at: number; readonly error: PotooError | undefined }> = [];
  #openUntil = 0;
  #proven = false;

  /** @param name - The pool's name, for messages. */
  constructor(name: string) {
    this.#name = name;
  }

  /** @param now - Milliseconds on any clock that only goes forward. */
  failed(error: PotooError | undefined, now: number): void {
    this.#proven = false;
    this.#failures = this.#failures.filter(({ at }) => now - at < FAILURES_WITHIN_MS);
    this.#failures.push({ at: now, error });
    if (this.#failures.length >= MOST_FAILURES) this.#openUntil = now + REST_MS;
  }

  succeeded(): void {
    this.#proven = true;
    this.#failures = [];
    this.#openUntil = 0;
  }

  /** How many hosts may be starting at this moment. */
  startsAllowed(now: number): number {
    if (now < this.#openUntil) return 0;
    return this.#proven ? Infinity : Math.max(1, MOST_FAILURES - this.#failures.length);
  }

  /** What a call gets while no start is allowed; `undefined` while one is. */
  refusal(now: number): PotooError | undefined {
    if (now >= this.#openUntil) return undefined;
    const last = this.#failures.at(-1)?.error;
    // The module itself said what is wrong: nothing here knows better.
    if (last && last.code !== 'internal_error') return last;
    return new ModelLoadingError(
      `The ${this.#name} host could not be started ${this.#failures.length} times in a row${last ? `: ${last.message}` : '.'}`,
      {
        reason: last?.reason ?? 'host_crashed',
        hint: last?.hint ?? 'See the cause in the log of the process.',
        retryAfterMs: Math.ceil(this.#openUntil - now),
        cause: last,
      },
    );
  }
}
