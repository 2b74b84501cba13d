/** Length of one window, seconds: two or three periods of a low voice. */
const WINDOW = 0.032;
/** How far a window may be moved to meet the one before it in phase, seconds. */
const TOLERANCE = 0.01;

/**
 * Changes the speed of audio that comes in pieces, and not its pitch: waveform-similarity overlap-add (W. Verhelst and
 * M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA)", ICASSP 1993).
 */
export class TimeStretch {
  readonly #hop: number;
  readonly #tolerance: number;
  readonly #speed: number;
  readonly #window: Float32Array;
  #input: Float32Array[];
  /** Number of the frame that `#input` begins with. */
  #offset = 0;
  /** Where the next window would begin if no phase had to fit, in frames. */
  #target = 0;
  /** Where the window before would go on, in frames. */
  #continuation: number | undefined;
  #tail: Float32Array[];

  /** @param sampleRate - Hertz. @param speed - 2 is twice as fast. */
  constructor(sampleRate: number, channels: number, speed: number) {
    this.#hop = Math.round((sampleRate * WINDOW) / 2);
    this.#tolerance = Math.round(sampleRate * TOLERANCE);
    this.#speed = speed;
    this.#window = Float32Array.from(
      { length: this.#hop },
      (_, index) => 0.5 - 0.5 * Math.cos((Math.PI * (index + 0.5)) / this.#hop),
    );
    const empty = (length: number) => Array.from({ length: channels }, () => new Float32Array(length));
    this.#input = empty(0);
    this.#tail = empty(this.#hop);
  }

  /** Takes frames in, one array per channel, and gives those out that can be made by now. */
  push(frames: readonly Float32Array[]): Float32Array[] {
    this.#input = this.#input.map((channel, index) => joinFrames([channel, frames[index] ?? new Float32Array(0)]));
    const made: Float32Array[][] = [];
    while (Math.floor(this.#target) + this.#tolerance + 2 * this.#hop <= this.#offset + this.#length) {
      made.push(this.#nextHop());
    }
    this.#forget();
    return this.#input.map((_, channel) => joinFrames(made.map((hop) => hop[channel] ?? new Float32Array(0))));
  }

  /** Gives out what was still waiting for more input. */
  flush(): Float32Array[] {
    const silence = this.#input.map(() => new Float32Array(this.#tolerance + 2 * this.#hop));
    const rest = Math.max(0, Math.ceil((this.#offset + this.#length - this.#target) / this.#speed));
    return this.push(silence).map((channel) => channel.subarray(0, rest));
  }

  get #length(): number {
    return this.#input[0]?.length ?? 0;
  }

  #nextHop(): Float32Array[] {
    const target = Math.floor(this.#target);
    const isFirst = this.#continuation === undefined;
    const start = isFirst ? target : this.#bestStart(target);
    const hop = this.#input.map((input, channel) => {
      const tail = this.#tail[channel] ?? new Float32Array(this.#hop);
      const output = new Float32Array(this.#hop);
      const next = new Float32Array(this.#hop);
      for (let index = 0; index < this.#hop; index += 1) {
        const rise = isFirst ? 1 : (this.#window[index] ?? 0);
        output[index] = (tail[index] ?? 0) + rise * (input[start - this.#offset + index] ?? 0);
        next[index] = (1 - (this.#window[index] ?? 0)) * (input[start - this.#offset + this.#hop + index] ?? 0);
      }
      this.#tail[channel] = next;
      return output;
    });
    this.#continuation = start + this.#hop;
    this.#target += this.#hop * this.#speed;
    return hop;
  }

  /** The place near the target whose sound is most like what would have come next. */
  #bestStart(target: number): number {
    const input = this.#input[0] ?? new Float32Array(0);
    const wanted = (this.#continuation ?? target) - this.#offset;
    let best = target;
    let bestLikeness = Number.NEGATIVE_INFINITY;
    const first = Math.max(this.#offset, target - this.#tolerance);
    for (let start = first; start <= target + this.#tolerance; start += 1) {
      let product = 0;
      let energy = 1e-9;
      // Every other frame tells as much: a voice has little above a quarter of the rate.
      for (let index = 0; index < this.#hop; index += 2) {
        const value = input[start - this.#offset + index] ?? 0;
        product += value * (input[wanted + index] ?? 0);
        energy += value * value;
      }
      const likeness = product / Math.sqrt(energy);
      if (likeness > bestLikeness) [best, bestLikeness] = [start, likeness];
    }
    return best;
  }

  #forget(): void {
    const needed = Math.min(Math.floor(this.#target) - this.#tolerance, this.#continuation ?? 0);
    const unneeded = Math.max(0, Math.min(this.#length, needed - this.#offset));
    this.#input = this.#input.map((channel) => channel.slice(unneeded));
    this.#offset += unneeded;
  }
}

/** Joins pieces of one channel. */
export function joinFrames(pieces: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
