/** Runs the last of many calls, at most once in a while: the first at once, the last of the rest when the time is up. */
export class Throttle {
  readonly #everyMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void) | undefined;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  run(call: () => void): void {
    if (this.#timer !== undefined) {
      this.#waiting = call;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if (waiting) this.run(waiting);
    }, this.#everyMs);
    call();
  }

  /** Runs what waits now. */
  flush(): void {
    const waiting = this.#waiting;
    this.cancel();
    waiting?.();
  }

  /** Forgets what waits. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
  }
}
