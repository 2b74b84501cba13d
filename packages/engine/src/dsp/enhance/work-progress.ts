/** Tells how much of a piece of work is done, when it goes through a recording several times at different speeds. */
export class WorkProgress {
  readonly #onProgress: ((fraction: number) => void) | undefined;
  readonly #total: number;
  #done = 0;
  #part = 0;
  #partWeight = 0;

  /** @param weights - Of all parts. */
  constructor(weights: readonly number[], onProgress: ((fraction: number) => void) | undefined) {
    this.#onProgress = onProgress;
    this.#total = weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Begins the next part; the one before counts as done. */
  begin(weight: number): void {
    this.#done += this.#partWeight;
    this.#part = 0;
    this.#partWeight = weight;
    this.#tell();
  }

  /** @param share - Of the part that is done, added to before. */
  add(share: number): void {
    this.#part = Math.min(1, this.#part + share);
    this.#tell();
  }

  /** All is done. */
  end(): void {
    this.#onProgress?.(1);
  }

  #tell(): void {
    this.#onProgress?.(Math.min(1, (this.#done + this.#part * this.#partWeight) / this.#total));
  }
}
