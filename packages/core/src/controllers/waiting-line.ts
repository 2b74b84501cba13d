import { type Deferred, deferred } from './deferred.ts';

/** Who waits for a turn, first come, first served. */
export class WaitingLine {
  readonly #changed: (length: number) => void;
  #waiting: Deferred<void>[] = [];

  /** @param changed - Told how many wait, when that changes. */
  constructor(changed: (length: number) => void) {
    this.#changed = changed;
  }

  /**
   * Waits for a turn.
   * @throws The signal's reason, or that of {@link clear}.
   */
  async turn(signal?: AbortSignal): Promise<void> {
    const place = deferred();
    this.#set([...this.#waiting, place]);
    const leave = () => {
      this.#set(this.#waiting.filter((each) => each !== place));
      place.reject(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await place.promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** Lets the first one go. */
  next(): void {
    const [first, ...rest] = this.#waiting;
    if (!first) return;
    this.#set(rest);
    first.resolve();
  }

  /** Sends everyone away. */
  clear(reason: unknown): void {
    const all = this.#waiting;
    if (all.length === 0) return;
    this.#set([]);
    for (const each of all) each.reject(reason);
  }

  #set(waiting: Deferred<void>[]): void {
    this.#waiting = waiting;
    this.#changed(waiting.length);
  }
}
