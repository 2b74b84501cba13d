const FIRST = 4_096;

/** A list of 32-bit floats whose length is not known beforehand. */
export class GrowingFloats {
  #values = new Float32Array(FIRST);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** All of them. */
  whole(): Float32Array {
    return this.#values.slice(0, this.#length);
  }
}
