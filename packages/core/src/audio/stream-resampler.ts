/** Zero crossings of the sinc on each side: 32 taps, over 90 dB down in the stop band with the window below. */
const CROSSINGS = 16;
/** Points of the kernel's table between two zero crossings; between them it is read off in a straight line. */
const POINTS = 256;
/** The share of the lower rate's band that passes. */
const PASS_BAND = 0.94;

/**
 * Changes the rate of one channel that comes in pieces, without a seam where they meet: band-limited interpolation with a
 * Blackman-windowed sinc (J. O. Smith, "Digital Audio Resampling Home Page", ccrma.stanford.edu/~jos/resample).
 */
export class StreamResampler {
  readonly #step: number;
  readonly #scale: number;
  readonly #reach: number;
  readonly #kernel = kernelTable();
  /** Input that is still needed; its first frame has the number `#offset`. */
  #input: Float32Array;
  #offset: number;
  #position = 0;

  /** @param from - Rate that comes in, hertz. @param to - Rate that goes out, hertz. */
  constructor(from: number, to: number) {
    this.#step = from / to;
    this.#scale = Math.min(1, to / from) * PASS_BAND;
    this.#reach = Math.ceil(CROSSINGS / this.#scale);
    this.#input = new Float32Array(this.#reach);
    this.#offset = -this.#reach;
  }

  /** Takes frames in and gives those out that can be made by now. */
  push(frames: Float32Array): Float32Array<ArrayBuffer> {
    const joined = new Float32Array(this.#input.length + frames.length);
    joined.set(this.#input);
    joined.set(frames, this.#input.length);
    this.#input = joined;
    const last = this.#offset + joined.length - this.#reach;
    const count = Math.max(0, Math.ceil((last - this.#position) / this.#step));
    const output = new Float32Array(count);
    for (let index = 0; index < count; index += 1) {
      output[index] = this.#at(this.#position + index * this.#step);
    }
    this.#position += count * this.#step;
    const unneeded = Math.max(0, Math.min(joined.length, Math.floor(this.#position) - this.#reach - this.#offset));
    this.#input = joined.slice(unneeded);
    this.#offset += unneeded;
    return output;
  }

  /** Gives out what was still waiting for more input. */
  flush(): Float32Array<ArrayBuffer> {
    return this.push(new Float32Array(this.#reach));
  }

  #at(position: number): number {
    const input = this.#input;
    const first = Math.ceil(position - this.#reach);
    const end = Math.min(Math.floor(position + this.#reach), this.#offset + input.length - 1);
    let sum = 0;
    for (let frame = Math.max(first, this.#offset); frame <= end; frame += 1) {
      const point = Math.abs(frame - position) * this.#scale * POINTS;
      const index = Math.floor(point);
      const left = this.#kernel[index] ?? 0;
      const right = this.#kernel[index + 1] ?? 0;
      sum += (input[frame - this.#offset] ?? 0) * (left + (right - left) * (point - index));
    }
    return sum * this.#scale;
  }
}

let table: Float32Array | undefined;

function kernelTable(): Float32Array {
  if (table) return table;
  const made = new Float32Array(CROSSINGS * POINTS + 2);
  for (let index = 0; index <= CROSSINGS * POINTS; index += 1) {
    const x = index / POINTS;
    const phase = (Math.PI * x) / CROSSINGS;
    const window = 0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase);
    made[index] = (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  }
  table = made;
  return made;
}
