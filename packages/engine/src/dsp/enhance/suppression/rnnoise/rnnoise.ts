import { loadRnnoise, type RnnoiseProgram } from './rnnoise-program.ts';

/** The only rate that RNNoise knows, hertz. */
export const RNNOISE_RATE = 48_000;
/** It gives no bands above this, hertz: there its output is silent. */
export const RNNOISE_TOP_HERTZ = 20_000;

const FRAME = 480;
/** Its windows overlap by half, so that what comes out is what went in a frame before. */
const DELAY = FRAME;
const INTEGER_SCALE = 32_768;

/** Takes the noise out of one channel of speech, as it comes. Dispose of it to give its memory back. */
export interface Rnnoise extends Disposable {
  /**
   * Takes the next values, at {@link RNNOISE_RATE}, and gives as many as are ready, in step with the input: the delay of
   * a frame is taken off.
   */
  push(values: Float32Array): Float32Array;
  /** Gives the rest: with it, as much has come out as went in. */
  flush(): Float32Array;
}

/** The program is loaded once, with 16 MB of memory, which all channels share. */
let loading: Promise<RnnoiseProgram> | undefined;

/**
 * Makes RNNoise for one channel: a small recurrent network that says how much of each of 22 bands is voice, and a filter
 * between the harmonics of that voice.
 *
 * Source: J.-M. Valin, "A hybrid DSP/deep learning approach to real-time full-band speech enhancement", MMSP 2018.
 * @param gain - Linear; what the values are multiplied with on the way in, and divided by on the way out. The network has
 * learned from speech at usual levels.
 * @throws {RangeError} If there is no memory left for it.
 */
export async function createRnnoise(gain = 1): Promise<Rnnoise> {
  loading ??= loadRnnoise();
  return new RnnoiseChannel(await loading, gain * INTEGER_SCALE);
}

class RnnoiseChannel implements Rnnoise {
  readonly #program: RnnoiseProgram;
  readonly #scale: number;
  readonly #state: number;
  /** Room for a frame in the program's memory, where it fills up. */
  readonly #memory: number;
  #filled = 0;
  #framesIn = 0;
  /** Values out, counted from the one that belongs to the first value in. */
  #framesOut = -DELAY;

  constructor(program: RnnoiseProgram, scale: number) {
    this.#program = program;
    this.#scale = scale;
    this.#state = program.rnnoise_create(0);
    this.#memory = program.malloc(FRAME * Float32Array.BYTES_PER_ELEMENT);
    if (this.#state === 0 || this.#memory === 0) throw new RangeError('There is no memory left for noise reduction.');
  }

  push(values: Float32Array): Float32Array {
    this.#framesIn += values.length;
    return this.#process(values);
  }

  flush(): Float32Array {
    const missing = this.#framesIn - Math.max(0, this.#framesOut);
    return this.#process(new Float32Array(FRAME + DELAY)).subarray(0, missing);
  }

  [Symbol.dispose](): void {
    this.#program.rnnoise_destroy(this.#state);
    this.#program.free(this.#memory);
  }

  #process(values: Float32Array): Float32Array {
    const output = new Float32Array(Math.floor((this.#filled + values.length) / FRAME) * FRAME);
    const memory = this.#program.values;
    const start = this.#memory / Float32Array.BYTES_PER_ELEMENT;
    const scale = this.#scale;
    let written = 0;
    for (let taken = 0; taken < values.length; ) {
      const count = Math.min(FRAME - this.#filled, values.length - taken);
      const to = start + this.#filled;
      for (let index = 0; index < count; index++) memory[to + index] = (values[taken + index] ?? 0) * scale;
      taken += count;
      this.#filled += count;
      if (this.#filled < FRAME) break;
      this.#filled = 0;
      this.#program.rnnoise_process_frame(this.#state, this.#memory, this.#memory);
      for (let index = 0; index < FRAME; index++) output[written + index] = (memory[start + index] ?? 0) / scale;
      written += FRAME;
    }
    const early = Math.min(written, Math.max(0, -this.#framesOut));
    this.#framesOut += written;
    return output.subarray(early);
  }
}

/** A complex value. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/**
 * What the high-pass in front of RNNoise does to a tone. It turns the phase of low voices by a third of a radian, which
 * whoever compares output and input has to know.
 *
 * Source: the coefficients of `rnnoise_process_frame` in `denoise.c` of RNNoise.
 */
export function rnnoiseHighPass(hertz: number): Complex {
  const angle = (2 * Math.PI * hertz) / RNNOISE_RATE;
  const delayed = { re: Math.cos(angle), im: -Math.sin(angle) };
  const twice = { re: Math.cos(2 * angle), im: -Math.sin(2 * angle) };
  const above = { re: 1 - 2 * delayed.re + twice.re, im: -2 * delayed.im + twice.im };
  const below = { re: 1 - 1.99599 * delayed.re + 0.996 * twice.re, im: -1.99599 * delayed.im + 0.996 * twice.im };
  const size = below.re ** 2 + below.im ** 2;
  return {
    re: (above.re * below.re + above.im * below.im) / size,
    im: (above.im * below.re - above.re * below.im) / size,
  };
}
