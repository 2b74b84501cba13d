import { createRealFft, type RealFft } from '../fft.ts';
import { SampleQueue } from './sample-queue.ts';

/** The power spectra of windows of a recording, as it comes. Channels add up by power. */
export class ChannelPower {
  readonly #fft: RealFft;
  readonly #queues: readonly SampleQueue[];
  readonly #window: Float32Array;
  readonly #samples: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;

  /** @param window - Its shape; its length is a power of two. */
  constructor(window: Float32Array, channels: number) {
    this.#fft = createRealFft(window.length);
    this.#queues = Array.from({ length: channels }, () => new SampleQueue());
    this.#window = window;
    this.#samples = new Float32Array(window.length);
    this.#re = new Float32Array(window.length / 2 + 1);
    this.#im = new Float32Array(window.length / 2 + 1);
  }

  push(channels: readonly Float32Array[]): void {
    for (const [index, queue] of this.#queues.entries()) queue.append(channels[index] ?? new Float32Array(0));
  }

  /** Whether all of the window that begins at a place has come. */
  reaches(start: number): boolean {
    return start + this.#window.length <= (this.#queues[0]?.end ?? 0);
  }

  /** Adds the power of the window that begins at a place to a spectrum, for as many frequencies as that has. */
  addTo(power: Float32Array | Float64Array, start: number): void {
    const [samples, window, re, im] = [this.#samples, this.#window, this.#re, this.#im];
    for (const queue of this.#queues) {
      queue.read(start, samples);
      for (let index = 0; index < samples.length; index++)
        samples[index] = (samples[index] ?? 0) * (window[index] ?? 0);
      this.#fft.forward(samples, re, im);
      for (let bin = 0; bin < power.length; bin++) {
        power[bin] = (power[bin] ?? 0) + (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
      }
    }
  }

  /** Lets go of everything before a place. */
  forget(before: number): void {
    for (const queue of this.#queues) queue.forget(before);
  }
}
