/** Where a pump's values go. */
export interface InputSink {
  value(value: unknown): void;
  end(): void;
  /** The source threw, or gave a value that cannot be sent. */
  fail(error: unknown): void;
}

/** Carries what a caller streams to its host, one value per credit, so that a fast source does not fill either memory. */
export class InputPump {
  readonly #sink: InputSink;
  readonly #source: AsyncIterable<unknown>;
  #iterator: AsyncIterator<unknown> | undefined;
  #credits: number;
  #pulling = false;
  #stopped = false;

  constructor(source: AsyncIterable<unknown>, credits: number, sink: InputSink) {
    this.#sink = sink;
    this.#credits = credits;
    this.#source = source;
    void this.#pull();
  }

  grant(count: number): void {
    this.#credits += count;
    void this.#pull();
  }

  /** Sends nothing more and lets the source clean up. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    // A source that is waiting hears of this only when it wakes, and how it takes it concerns nobody any more.
    Promise.resolve(this.#iterator?.return?.()).catch(() => {});
  }

  async #pull(): Promise<void> {
    if (this.#pulling) return;
    this.#pulling = true;
    try {
      this.#iterator ??= this.#source[Symbol.asyncIterator]();
      while (this.#credits > 0 && !this.#stopped) {
        const step = await this.#iterator.next();
        if (this.#stopped) return;
        if (step.done) {
          this.#stopped = true;
          this.#sink.end();
          return;
        }
        this.#credits -= 1;
        this.#sink.value(step.value);
      }
    } catch (error) {
      if (this.#stopped) return;
      this.stop();
      this.#sink.fail(error);
    } finally {
      this.#pulling = false;
    }
  }
}
