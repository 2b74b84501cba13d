/** Finds the language of a whole by those of its parts: the one that was heard longest. */
export class LanguageTally {
  readonly #seconds = new Map<string, number>();

  readonly add = (language: string, seconds: number): void => {
    this.#seconds.set(language, (this.#seconds.get(language) ?? 0) + seconds);
  };

  /** @returns `undefined` before any part was told. */
  longest(): string | undefined {
    let best: string | undefined;
    for (const [language, seconds] of this.#seconds) {
      if (best === undefined || seconds > (this.#seconds.get(best) ?? 0)) best = language;
    }
    return best;
  }
}
