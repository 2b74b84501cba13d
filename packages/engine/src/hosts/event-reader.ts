/** How a call ended. */
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

interface Waiter {
  readonly resolve: (step: IteratorResult<unknown, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/** What an {@link EventReader} tells its call. */
export interface EventReaderOwner {
  /** One more event has been read. */
  read(): void;
  /** The method has returned and its last event has been read. */
  drained(value: unknown): void;
  /** The reader has left before the end. */
  left(): void;
}

/**
 * The reading end of a call's events. It never holds more than the host was given credit for. Events sent before a
 * failure are still read, then the failure is thrown, once.
 */
export class EventReader implements AsyncIterableIterator<unknown, undefined> {
  readonly #owner: EventReaderOwner;
  readonly #events: unknown[] = [];
  readonly #waiters: Waiter[] = [];
  #outcome: Outcome | undefined;
  #thrown = false;

  constructor(owner: EventReaderOwner) {
    this.#owner = owner;
  }

  push(event: unknown): void {
    if (this.#outcome) return;
    const waiter = this.#waiters.shift();
    if (waiter) {
      waiter.resolve({ done: false, value: event });
      this.#owner.read();
    } else {
      this.#events.push(event);
    }
  }

  end(outcome: Outcome): void {
    if (this.#outcome) return;
    this.#outcome = outcome;
    for (const waiter of this.#waiters.splice(0)) this.#finish(outcome, waiter);
    if (outcome.ok && this.#events.length === 0) this.#owner.drained(outcome.value);
  }

  /** Ends it at once: what has not been read yet no longer matters, even if the method has returned. */
  cancel(error: unknown): void {
    this.#events.length = 0;
    this.#outcome = undefined;
    this.end({ ok: false, error });
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    return new Promise((resolve, reject) => {
      const outcome = this.#outcome;
      if (this.#events.length > 0) {
        resolve({ done: false, value: this.#events.shift() });
        this.#owner.read();
        if (outcome?.ok && this.#events.length === 0) this.#owner.drained(outcome.value);
      } else if (outcome) {
        this.#finish(outcome, { resolve, reject });
      } else {
        this.#waiters.push({ resolve, reject });
      }
    });
  }

  async return(): Promise<IteratorResult<unknown, undefined>> {
    this.#thrown = true;
    if (!this.#outcome || this.#events.length > 0) this.#owner.left();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(outcome: Outcome, waiter: Waiter): void {
    if (outcome.ok || this.#thrown) {
      waiter.resolve({ done: true, value: undefined });
    } else {
      this.#thrown = true;
      waiter.reject(outcome.error);
    }
  }
}
