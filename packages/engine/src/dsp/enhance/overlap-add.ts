import { type FrameGrid, frameStart } from './frame-grid.ts';

/** Puts one channel together again from its windows. */
export class OverlapAdd {
  readonly #grid: FrameGrid;
  /** What has been added up where later windows still come. */
  readonly #sum: Float32Array;
  #ready = new Float32Array(0);
  #held = 0;
  /** Samples that were given out, or are ready to be. */
  #made = 0;
  #frame = 0;

  constructor(grid: FrameGrid) {
    this.#grid = grid;
    this.#sum = new Float32Array(grid.size);
  }

  /** Adds the next window of the grid. @param samples - With the window applied once. */
  add(samples: Float32Array): void {
    const { size, hop, window } = this.#grid;
    const scale = (2 * hop) / size;
    const sum = this.#sum;
    for (let index = 0; index < size; index++) {
      sum[index] = (sum[index] ?? 0) + scale * (samples[index] ?? 0) * (window[index] ?? 0);
    }
    const start = frameStart(this.#grid, this.#frame++);
    // What lies before the signal's start belongs to nobody.
    if (start + hop > 0) this.#keep(this.#sum.subarray(Math.max(0, -start), hop));
    this.#sum.copyWithin(0, hop);
    this.#sum.fill(0, size - hop);
  }

  /** Says how long the signal is: what was made beyond that is dropped. */
  end(samples: number): void {
    const surplus = Math.max(0, this.#made - samples);
    this.#held -= surplus;
    this.#made -= surplus;
  }

  /** Gives what is ready. */
  take(): Float32Array {
    const taken = this.#ready.slice(0, this.#held);
    this.#held = 0;
    return taken;
  }

  #keep(values: Float32Array): void {
    if (this.#ready.length < this.#held + values.length) {
      const grown = new Float32Array(2 * (this.#held + values.length));
      grown.set(this.#ready.subarray(0, this.#held));
      this.#ready = grown;
    }
    this.#ready.set(values, this.#held);
    this.#held += values.length;
    this.#made += values.length;
  }
}
