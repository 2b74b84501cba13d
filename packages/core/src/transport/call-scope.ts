import { BadRequestError } from '../errors/errors.ts';
import { PotooError } from '../errors/potoo-error.ts';
import type { BodyReader } from './request-body.ts';
import { Watchdog, type WatchdogLimits } from './watchdog.ts';

/**
 * The life of one call: a signal that aborts with the caller's signal, with the client's, or on a timeout. Built by
 * hand, since `AbortSignal.any()` keeps memory per call on a signal that lives long.
 */
export class CallScope {
  readonly watchdog: Watchdog;
  readonly #controller = new AbortController();
  readonly #cleanUps: Array<() => void> = [];

  /** @throws The reason of a signal that has aborted already. */
  constructor(limits: WatchdogLimits, signals: ReadonlyArray<AbortSignal | undefined>) {
    this.watchdog = new Watchdog(limits, (error) => this.#controller.abort(error));
    for (const signal of signals) signal?.throwIfAborted();
    for (const signal of signals) if (signal) this.#link(signal);
  }

  /** Aborts with the reason that ends the call. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What a request body is read with. */
  bodyReader(): BodyReader {
    return {
      signal: this.signal,
      onWait: () => this.watchdog.hold('source'),
      onData: () => {
        this.watchdog.data();
        this.watchdog.release('source');
      },
      fail: (error) => this.#controller.abort(PotooError.isInstance(error) ? error : unreadable(error)),
      onEnd: (cleanUp) => this.#cleanUps.push(cleanUp),
    };
  }

  /**
   * Ends the call: stops the timers, lets go of the signals and of a body that was not read to its end.
   * @param complete - Whether the exchange is over; one that is not is cut.
   */
  end(complete: boolean): void {
    this.watchdog.stop();
    for (const cleanUp of this.#cleanUps.splice(0)) cleanUp();
    if (!complete && !this.signal.aborted) this.#controller.abort(new DOMException('The call ended.', 'AbortError'));
  }

  #link(signal: AbortSignal): void {
    const forward = () => this.#controller.abort(signal.reason);
    signal.addEventListener('abort', forward, { once: true });
    this.#cleanUps.push(() => signal.removeEventListener('abort', forward));
  }
}

function unreadable(cause: unknown): BadRequestError {
  return new BadRequestError('The audio could not be read while it was sent.', {
    reason: 'unreadable_audio',
    param: 'audio',
    hint: 'Check the file or stream that the audio comes from.',
    cause,
  });
}
