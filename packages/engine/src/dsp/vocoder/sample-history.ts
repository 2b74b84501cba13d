/** The recent part of a stream of samples, addressed by position in the whole stream; silence lies around it. */
export class SampleHistory {
  /** What is kept, for reading: position `p` lies at `p + offset`. Replaced as the history grows. */
  samples: Float32Array;
  /** See {@link samples}. */
  offset: number;
  #length: number;

  /** @param lead - Samples of silence before the first. */
  constructor(lead: number) {
    this.samples = new Float32Array(4 * lead + 16_384);
    this.offset = lead;
    this.#length = lead;
  }

  /** Position just past the last sample. */
  get end(): number {
    return this.#length - this.offset;
  }

  /** Takes samples; what is no number becomes silence. */
  append(samples: Float32Array): void {
    this.#grow(samples.length);
    for (let index = 0; index < samples.length; index++) {
      const sample = samples[index] ?? 0;
      this.samples[this.#length + index] = Number.isFinite(sample) ? sample : 0;
    }
    this.#length += samples.length;
  }

  /** Takes silence. */
  appendSilence(count: number): void {
    this.#grow(count);
    this.samples.fill(0, this.#length, this.#length + count);
    this.#length += count;
  }

  /** Forgets what lies before a position, once it is much. */
  dropBefore(position: number): void {
    const count = Math.min(position + this.offset, this.#length);
    if (count < this.samples.length / 4) return;
    this.samples.copyWithin(0, count, this.#length);
    this.offset -= count;
    this.#length -= count;
  }

  #grow(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.samples.length) return;
    const grown = new Float32Array(2 * needed);
    grown.set(this.samples.subarray(0, this.#length));
    this.samples = grown;
  }
}
