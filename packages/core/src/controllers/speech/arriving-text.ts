/** A text that may still be arriving: read once, on and on, whoever waits for it. */
export class ArrivingText {
  readonly #iterator: AsyncIterator<string> | undefined;
  readonly #waiting = new Set<() => void>();
  #soFar: string;
  #ended: boolean;
  #failure: { readonly error: unknown } | undefined;
  #isRead = false;

  constructor(text: string | AsyncIterable<string>) {
    const isWhole = typeof text === 'string';
    this.#soFar = isWhole ? text : '';
    this.#ended = isWhole;
    this.#iterator = isWhole ? undefined : text[Symbol.asyncIterator]();
  }

  /** What has arrived. */
  get soFar(): string {
    return this.#soFar;
  }

  /** Whether all of it has arrived. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Waits for more of the text, or its end.
   * @throws What the text fails with, or the signal's reason.
   */
  async more(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.#isRead) void this.#read();
    this.#isRead = true;
    let wake: () => void = () => {};
    if (!this.#ended && !this.#failure) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        this.#waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
    this.#waiting.delete(wake);
    signal.removeEventListener('abort', wake);
    signal.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
  }

  /** Waits for all of it. */
  async whole(signal: AbortSignal): Promise<string> {
    while (!this.#ended) await this.more(signal);
    return this.#soFar;
  }

  /** Reads no further. */
  stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    // Not awaited: a generator finishes only once its pending read does.
    void Promise.resolve(this.#iterator?.return?.()).catch(() => {});
  }

  async #read(): Promise<void> {
    try {
      while (!this.#ended && this.#iterator) {
        const { done, value } = await this.#iterator.next();
        if (this.#ended) return;
        if (done) this.#ended = true;
        else this.#soFar += value;
        this.#wake();
      }
    } catch (error) {
      this.#failure = { error };
      this.#wake();
    }
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
