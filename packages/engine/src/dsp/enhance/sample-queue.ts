/** Samples of one channel that are still needed, addressed by their place in the whole signal. Before its start is silence. */
export class SampleQueue {
  #samples = new Float32Array(0);
  /** Place of the first sample that is in memory. */
  #start = 0;
  /** Place before which nothing is needed any more. */
  #needed = 0;
  #end = 0;

  /** Place after the last sample that came in. */
  get end(): number {
    return this.#end;
  }

  append(values: Float32Array): void {
    if (this.#end - this.#start + values.length > this.#samples.length) this.#makeRoom(values.length);
    this.#samples.set(values, this.#end - this.#start);
    this.#end += values.length;
  }

  /** Copies the stretch that begins at a place; before the start of the signal and after its end it is silent. */
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
    this.#needed = Math.max(this.#needed, Math.min(before, this.#end));
  }

  #makeRoom(count: number): void {
    const kept = this.#samples.subarray(this.#needed - this.#start, this.#end - this.#start);
    const needed = kept.length + count;
    const roomy = this.#samples.length >= needed ? this.#samples : new Float32Array(2 * needed);
    roomy.set(kept);
    this.#samples = roomy;
    this.#start = this.#needed;
  }
}
