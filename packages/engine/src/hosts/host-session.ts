import type { HostContext } from './contract.ts';
import { EVENT_WINDOW, type FromHost, INPUT_WINDOW, type ToHost } from './messages.ts';
import { nextTurn } from './next-turn.ts';

/** Least time between two signs of life: a method may give thousands a second. */
const ALIVE_PERIOD_MS = 50;

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The host's side of one call. */
export class HostSession implements HostContext {
  readonly signal: AbortSignal;
  readonly input: AsyncIterable<unknown>;
  readonly #call: number;
  readonly #send: (message: FromHost) => Promise<void>;
  readonly #wantsEvents: boolean;
  readonly #aborter = new AbortController();
  readonly #waiters = new Set<Waiter>();
  #lastEmit: Promise<void> = Promise.resolve();
  #credits = EVENT_WINDOW;
  #lastAliveMs = 0;
  readonly #values: unknown[] = [];
  #inputEnded: boolean;
  #received = 0;

  /** @param send - Resolves when the message has left the process. */
  constructor(message: ToHost & { type: 'call' }, send: (message: FromHost) => Promise<void>) {
    this.#call = message.call;
    this.#wantsEvents = message.events;
    this.#inputEnded = !message.input;
    this.#send = send;
    this.signal = this.#aborter.signal;
    this.input = this.#readInput();
  }

  // Bound, so that a method may take its context apart.
  readonly emit = (event: unknown): Promise<void> => {
    // In turn, also when a method does not wait for one before it emits the next.
    const emitted = this.#lastEmit.then(() => this.#emitNow(event));
    // Who does not wait for it hears of an abort from the signal.
    this.#lastEmit = emitted.catch(() => {});
    return emitted;
  };

  readonly alive = (): void => {
    const now = performance.now();
    if (now - this.#lastAliveMs < ALIVE_PERIOD_MS) return;
    this.#lastAliveMs = now;
    void this.#send({ type: 'alive', call: this.#call });
  };

  /** Resolves when every event has been sent, also those that the method did not wait for. */
  flush(): Promise<void> {
    return this.#lastEmit;
  }

  receive(message: ToHost): void {
    switch (message.type) {
      case 'abort':
        void this.#send({ type: 'aborting', call: this.#call });
        this.#aborter.abort();
        for (const { reject } of this.#waiters) reject(this.signal.reason);
        break;
      case 'event-credit':
        this.#credits += message.count;
        break;
      case 'input':
        this.#received += 1;
        this.#values.push(message.value);
        break;
      case 'input-end':
        this.#received += 1;
        this.#inputEnded = true;
        break;
    }
    for (const { resolve } of this.#waiters) resolve();
    this.#waiters.clear();
  }

  async #emitNow(event: unknown): Promise<void> {
    this.signal.throwIfAborted();
    if (this.#wantsEvents) {
      this.#credits -= 1;
      await this.#send({ type: 'event', call: this.#call, event });
    } else {
      this.alive();
    }
    // A method that computes between its events hears of an abort here or nowhere.
    await nextTurn();
    this.signal.throwIfAborted();
    while (this.#credits <= 0) await this.#news();
  }

  async *#readInput(): AsyncGenerator<unknown, void> {
    let taken = 0;
    for (;;) {
      this.signal.throwIfAborted();
      if (this.#values.length > 0) {
        const value = this.#values.shift();
        taken += 1;
        if (taken === INPUT_WINDOW / 2) {
          void this.#send({ type: 'input-credit', call: this.#call, count: taken });
          taken = 0;
        }
        yield value;
      } else if (this.#inputEnded) {
        return;
      } else {
        void this.#send({ type: 'input-starved', call: this.#call, received: this.#received });
        await this.#news();
      }
    }
  }

  /** Resolves with the next message for this call; rejects when it is an abort. */
  #news(): Promise<void> {
    this.signal.throwIfAborted();
    return new Promise((resolve, reject) => this.#waiters.add({ resolve, reject }));
  }
}
