/** Tells listeners the time once for every frame that the page draws, while something plays and anyone listens. */
export class TimeTicker {
  readonly #time: () => number;
  readonly #listeners = new Set<(time: number) => void>();
  #frame: number | undefined;
  #runs = false;

  constructor(time: () => number) {
    this.#time = time;
  }

  /** Adds a listener. Returns what takes it off again. */
  subscribe(listener: (time: number) => void): () => void {
    this.#listeners.add(listener);
    this.#request();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#cancel();
    };
  }

  start(): void {
    this.#runs = true;
    this.#request();
  }

  /** Tells the time once more and then no longer. */
  stop(): void {
    this.#runs = false;
    this.#cancel();
    this.tick();
  }

  /** Tells the time now. */
  tick(): void {
    const time = this.#time();
    for (const listener of [...this.#listeners]) listener(time);
  }

  #request(): void {
    if (!this.#runs || this.#listeners.size === 0 || this.#frame !== undefined) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.tick();
      this.#request();
    });
  }

  #cancel(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
}
