/** Samples of one channel that are still needed, addressed by their place in the whole signal. Before its start is silence. */
export class SampleQueue {
  #samples = new Float32Array(0);
  /** Place of the first sample that is held. */
  #start = 0;
  #end = 0;

  /** Place after the last sample that came in. */
  get end(): number {
    return this.#end;
  }

  append(values: Float32Array): void {
    const held = this.#end - this.#start;
    if (this.#samples.length < held + values.length) {
      const grown = new Float32Array(2 * (held + values.length));
      grown.set(this.#samples.subarray(0, held));
      this.#samples = grown;
    }
    this.#samples.set(values, held);
    this.#end += values.length;
  }

  /** Copies the stretch that begins at a place; where nothing is held, before the start or after the end, it is silent. */
  read(from: number, target: Float32Array): void {
    const first = Math.max(from, this.#start);
    const last = Math.min(from + target.length, this.#end);
    if (first >= last) {
      target.fill(0);
      return;
    }
    target.fill(0, 0, first - from);
    target.set(this.#samples.subarray(first - this.#start, last - this.#start), first - from);
    target.fill(0, last - from);
  }

  /** Lets go of everything before a place. */
  forget(before: number): void {
    const count = Math.min(before, this.#end) - this.#start;
    if (count <= 0) return;
    this.#samples.copyWithin(0, count, this.#end - this.#start);
    this.#start += count;
  }
}
