import { RequestTimeoutError, StreamIdleTimeoutError } from '../errors/errors.ts';

/** Limits of a call, in milliseconds. */
export interface WatchdogLimits {
  /** For all of the call. */
  readonly timeoutMs: number;
  /** Between two pieces of data. */
  readonly idleTimeoutMs: number;
}

/** Who keeps a call waiting when it is not the server. */
export type Holder = 'reader' | 'source';

/**
 * Ends a call whose server is silent. Both clocks stand still while the caller reads or supplies data slowly: only the
 * time spent waiting for the server counts.
 */
export class Watchdog {
  readonly #limits: WatchdogLimits;
  readonly #expire: (error: RequestTimeoutError) => void;
  readonly #holders = new Set<Holder>();
  #started = false;
  #countsIdle = false;
  #waitedMs = 0;
  #idleMs = 0;
  #since: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param expire - Called with the error to end the call with. */
  constructor(limits: WatchdogLimits, expire: (error: RequestTimeoutError) => void) {
    this.#limits = limits;
    this.#expire = expire;
  }

  /** Starts the clocks, or changes whether silence from here on is idleness. */
  start(countsIdle: boolean): void {
    this.#settle();
    this.#started = true;
    this.#countsIdle = countsIdle;
    this.#arm();
  }

  /** Stops the clocks for good. */
  stop(): void {
    this.#settle();
    this.#started = false;
  }

  /** Tells that the call waits for someone else than the server. */
  hold(holder: Holder): void {
    this.#settle();
    this.#holders.add(holder);
  }

  /** Tells that it does not any more. */
  release(holder: Holder): void {
    this.#settle();
    this.#holders.delete(holder);
    this.#arm();
  }

  /** Tells that data went or came: the idle clock starts again. */
  data(): void {
    this.#settle();
    this.#idleMs = 0;
    this.#arm();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    if (this.#since === undefined) return;
    const passedMs = performance.now() - this.#since;
    this.#waitedMs += passedMs;
    if (this.#countsIdle) this.#idleMs += passedMs;
    this.#since = undefined;
  }

  #arm(): void {
    if (!this.#started || this.#holders.size > 0) return;
    this.#since = performance.now();
    const { timeoutMs, idleTimeoutMs } = this.#limits;
    const leftMs = timeoutMs - this.#waitedMs;
    const idleLeftMs = this.#countsIdle ? idleTimeoutMs - this.#idleMs : Number.POSITIVE_INFINITY;
    const makeError = () => (idleLeftMs < leftMs ? idle(idleTimeoutMs) : late(timeoutMs));
    // A longer delay than 2^31 - 1 ms fires at once.
    const delayMs = Math.min(Math.max(Math.min(leftMs, idleLeftMs), 0), 2 ** 31 - 1);
    this.#timer = setTimeout(() => this.#expire(makeError()), delayMs);
  }
}

function idle(limitMs: number): StreamIdleTimeoutError {
  return new StreamIdleTimeoutError(`The server sent no data for ${limitMs} ms.`, {
    hint: 'Try again; if the work really pauses that long, raise `idleTimeoutMs`.',
  });
}

function late(limitMs: number): RequestTimeoutError {
  return new RequestTimeoutError(`The server did not finish within ${limitMs} ms.`, {
    hint: 'Ask for less at once, stream the result, or raise `timeoutMs`.',
  });
}
