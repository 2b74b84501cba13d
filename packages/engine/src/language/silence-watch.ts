/** Aborts its signal when what is expected does not come in time. */
export class SilenceWatch {
  readonly #controller = new AbortController();
  readonly #makeError: (waitedMs: number) => Error;
  #timer: NodeJS.Timeout | undefined;

  constructor(makeError: (waitedMs: number) => Error) {
    this.#makeError = makeError;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Begins to wait, anew if it waits already. */
  expect(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(this.#makeError(ms)), ms);
  }

  /** Waits for nothing. */
  rest(): void {
    clearTimeout(this.#timer);
  }
}
