/**
 * Means of rows of values over their past and their future, both fading out exponentially, while the rows come in segments.
 * A segment is first walked backwards, after the one that follows it, and then forwards.
 */
export class TwoSidedMean {
  readonly #width: number;
  readonly #decay: number;
  /** What comes after each row of the segment. */
  readonly #later: Float32Array;
  readonly #laterWeights: Float32Array;
  readonly #future: Float32Array;
  #futureWeight = 0;
  readonly #past: Float32Array;
  #pastWeight = 0;

  /** @param decay - What a row counts less for each that lies between, 0 to 1. */
  constructor(width: number, capacity: number, decay: number) {
    this.#width = width;
    this.#decay = decay;
    this.#later = new Float32Array(width * capacity);
    this.#laterWeights = new Float32Array(capacity);
    this.#future = new Float32Array(width);
    this.#past = new Float32Array(width);
  }

  /** Forgets the future; the walk back begins anew. */
  turnBack(): void {
    this.#future.fill(0);
    this.#futureWeight = 0;
  }

  /** Walks back over a row of the segment that follows. */
  addFuture(rows: Float32Array, row: number): void {
    const future = this.#future;
    const decay = this.#decay;
    for (let at = row * this.#width, index = 0; index < this.#width; index++, at++) {
      future[index] = (rows[at] ?? 0) + decay * (future[index] ?? 0);
    }
    this.#futureWeight = 1 + decay * this.#futureWeight;
  }

  /** Walks back over a row of the segment itself. */
  keepFuture(rows: Float32Array, row: number): void {
    const future = this.#future;
    const later = this.#later;
    const decay = this.#decay;
    for (let at = row * this.#width, index = 0; index < this.#width; index++, at++) {
      const faded = decay * (future[index] ?? 0);
      later[at] = faded;
      future[index] = (rows[at] ?? 0) + faded;
    }
    this.#laterWeights[row] = decay * this.#futureWeight;
    this.#futureWeight = 1 + decay * this.#futureWeight;
  }

  /** The weighted sum of the row that was walked over last and of all after it. */
  get future(): Float32Array {
    return this.#future;
  }

  /** What {@link future} is to be divided by. */
  get futureWeight(): number {
    return this.#futureWeight;
  }

  /** Walks forward over a row of the segment, and gives its mean. */
  mean(rows: Float32Array, row: number, mean: Float32Array): void {
    const past = this.#past;
    const later = this.#later;
    const decay = this.#decay;
    this.#pastWeight = 1 + decay * this.#pastWeight;
    const share = 1 / (this.#pastWeight + (this.#laterWeights[row] ?? 0));
    for (let at = row * this.#width, index = 0; index < this.#width; index++, at++) {
      const sum = (rows[at] ?? 0) + decay * (past[index] ?? 0);
      past[index] = sum;
      mean[index] = (sum + (later[at] ?? 0)) * share;
    }
  }
}
