/** The recent part of a stream of samples, addressed by position in the whole stream. */
export class SlidingBuffer {
  #samples = new Float32Array(16_384);
  /** Position of the first sample kept. */
  #start = 0;
  #length = 0;

  /** Position just past the last sample. */
  get end(): number {
    return this.#start + this.#length;
  }

  append(samples: Float32Array): void {
    const needed = this.#length + samples.length;
    if (needed > this.#samples.length) {
      const grown = new Float32Array(Math.max(needed, this.#samples.length * 2));
      grown.set(this.#samples.subarray(0, this.#length));
      this.#samples = grown;
    }
    this.#samples.set(samples, this.#length);
    this.#length = needed;
  }

  /** Forgets what lies before a position. */
  dropBefore(position: number): void {
    const count = Math.min(position - this.#start, this.#length);
    if (count <= 0) return;
    this.#samples.copyWithin(0, count, this.#length);
    this.#start += count;
    this.#length -= count;
  }

  /** A copy of the samples between two positions that are still kept. */
  slice(from: number, to: number): Float32Array {
    return this.#samples.slice(Math.max(0, from - this.#start), Math.max(0, to - this.#start));
  }
}
