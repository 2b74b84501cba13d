/** Characters of a reply, of which a quarter of an hour can be spoken; models that repeat themselves go beyond. */
export const MOST_REPLY_CHARACTERS = 16_000;

/**
 * A reply that is being written, for two readers: who speaks it, and who tells its text. It is read as fast as it comes,
 * since its writer waits for nobody, and kept, since it is short.
 */
export class ReplyFeed {
  #text = '';
  #told = 0;
  #ended = false;
  #isCut = false;
  #failure: { readonly error: unknown } | undefined;
  #changed = Promise.withResolvers<void>();

  /** @param mostCharacters - What goes beyond is not read. */
  constructor(pieces: AsyncIterable<string>, mostCharacters: number) {
    void this.#read(pieces, mostCharacters);
  }

  /** What was written so far. */
  get text(): string {
    return this.#text;
  }

  /** Whether it was longer than it may be. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Whether nothing more comes. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether an error is what the writer threw. */
  failedWith(error: unknown): boolean {
    return this.#failure?.error === error;
  }

  /** What was written since it was last asked for. */
  takeUntold(): string {
    const untold = this.#text.slice(this.#told);
    this.#told = this.#text.length;
    return untold;
  }

  /** Resolves when there is more, or the end. */
  more(): Promise<void> {
    return this.#ended || this.#told < this.#text.length ? Promise.resolve() : this.#changed.promise;
  }

  /** The whole text in pieces, for who speaks it. @throws What the writer threw. */
  async *pieces(): AsyncGenerator<string> {
    for (let at = 0; ; ) {
      if (at < this.#text.length) {
        const piece = this.#text.slice(at);
        at = this.#text.length;
        yield piece;
      } else if (this.#ended) {
        if (this.#failure) throw this.#failure.error;
        return;
      } else {
        await this.#changed.promise;
      }
    }
  }

  async #read(pieces: AsyncIterable<string>, mostCharacters: number): Promise<void> {
    try {
      for await (const piece of pieces) {
        this.#text += piece.slice(0, mostCharacters - this.#text.length);
        this.#isCut = this.#text.length >= mostCharacters;
        this.#tell();
        if (this.#isCut) break;
      }
    } catch (error) {
      this.#failure = { error };
    }
    this.#ended = true;
    this.#tell();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
