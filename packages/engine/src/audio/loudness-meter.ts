/** Measures loudness as audio comes. */
export interface LoudnessMeter {
  /** Takes the next block, one array per channel. */
  push(channels: readonly Float32Array[]): void;
  /** Integrated loudness so far, LUFS; -Infinity for silence and for less than one gating block (0.4 s). */
  integrated(): number;
}

/** A gating block is four steps long and begins with every step: 400 ms, overlapping by 75 %. */
const STEP_SECONDS = 0.1;
const STEPS_PER_BLOCK = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/** Weights of the channels in the order FL FR FC LFE BL BR: the surround channels count 1.5 dB more, LFE not at all. */
const CHANNEL_WEIGHTS = [1, 1, 1, 0, 1.41, 1.41];

/**
 * Makes a loudness meter: K-weighting and gating of ITU-R BS.1770-5, annex 1, as EBU R128 uses it.
 * @param sampleRate - Hertz.
 */
export function createLoudnessMeter(sampleRate: number, channels: number): LoudnessMeter {
  return new GatedMeter(sampleRate, channels);
}

class GatedMeter implements LoudnessMeter {
  /** Of two channels each. */
  readonly #filters: readonly KWeightingPair[];
  readonly #weights: readonly number[];
  readonly #stepFrames: number;
  /** Weighted power of each full step. */
  readonly #steps: number[] = [];
  #sum = 0;
  #filled = 0;

  constructor(sampleRate: number, channels: number) {
    this.#stepFrames = Math.round(sampleRate * STEP_SECONDS);
    this.#filters = Array.from({ length: Math.ceil(channels / 2) }, () => new KWeightingPair(sampleRate));
    this.#weights = Array.from({ length: channels }, (_, index) => (channels > 3 ? (CHANNEL_WEIGHTS[index] ?? 1) : 1));
  }

  push(channels: readonly Float32Array[]): void {
    const frames = channels[0]?.length ?? 0;
    for (let start = 0; start < frames; ) {
      const count = Math.min(this.#stepFrames - this.#filled, frames - start);
      for (const [index, filter] of this.#filters.entries()) this.#addPair(filter, channels, 2 * index, start, count);
      this.#filled += count;
      start += count;
      if (this.#filled === this.#stepFrames) this.#endStep();
    }
  }

  integrated(): number {
    const blocks: number[] = [];
    for (let end = STEPS_PER_BLOCK; end <= this.#steps.length; end++) {
      blocks.push(mean(this.#steps.slice(end - STEPS_PER_BLOCK, end)));
    }
    const audible = blocks.filter((power) => toLufs(power) > ABSOLUTE_GATE_LUFS);
    if (audible.length === 0) return Number.NEGATIVE_INFINITY;
    const gate = toLufs(mean(audible)) + RELATIVE_GATE_LU;
    return toLufs(mean(audible.filter((power) => toLufs(power) > gate)));
  }

  /** Adds the power of a stretch of two channels, or of the last one. */
  #addPair(
    filter: KWeightingPair,
    channels: readonly Float32Array[],
    index: number,
    start: number,
    count: number,
  ): void {
    const first = channels[index]?.subarray(start, start + count);
    if (!first) return;
    const second = channels[index + 1]?.subarray(start, start + count);
    const [firstPower, secondPower] = filter.powers(first, second ?? first);
    this.#sum += (this.#weights[index] ?? 1) * firstPower;
    if (second) this.#sum += (this.#weights[index + 1] ?? 1) * secondPower;
  }

  #endStep(): void {
    this.#steps.push(this.#sum / this.#stepFrames);
    this.#sum = 0;
    this.#filled = 0;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function toLufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

/**
 * The two filters in front of the meter, a high shelf for the head and a high-pass, for two channels. Each value waits for the
 * one before it: two channels side by side take little longer than one.
 *
 * The standard gives coefficients for 48 kHz only; for other rates they are derived from the analogue filters behind
 * them. Source: B. De Man, "Evaluation of implementations of the EBU R128 loudness measurement", AES 145, 2018.
 */
class KWeightingPair {
  readonly #shelf: Coefficients;
  readonly #highPass: Coefficients;
  /** What the two filters remember of each channel: two values each. */
  readonly #state = new Float64Array(8);

  constructor(sampleRate: number) {
    this.#shelf = highShelf(sampleRate);
    this.#highPass = highPass(sampleRate);
  }

  /**
   * Sums of the squares of the weighted values: second-order filters one after the other, transposed direct form II.
   * @param right - As long as `left`.
   */
  powers(left: Float32Array, right: Float32Array): readonly [left: number, right: number] {
    const [b0, b1, b2, a1, a2] = this.#shelf;
    const [c0, c1, c2, d1, d2] = this.#highPass;
    // In local variables the loop takes a quarter of the time.
    let [shelf1 = 0, shelf2 = 0, high1 = 0, high2 = 0] = this.#state;
    let [, , , , otherShelf1 = 0, otherShelf2 = 0, otherHigh1 = 0, otherHigh2 = 0] = this.#state;
    let [sum, otherSum] = [0, 0];
    for (let index = 0; index < left.length; index++) {
      const input = left[index] ?? 0;
      const other = right[index] ?? 0;
      const raised = b0 * input + shelf1;
      const otherRaised = b0 * other + otherShelf1;
      shelf1 = b1 * input - a1 * raised + shelf2;
      otherShelf1 = b1 * other - a1 * otherRaised + otherShelf2;
      shelf2 = b2 * input - a2 * raised;
      otherShelf2 = b2 * other - a2 * otherRaised;
      const output = c0 * raised + high1;
      const otherOutput = c0 * otherRaised + otherHigh1;
      high1 = c1 * raised - d1 * output + high2;
      otherHigh1 = c1 * otherRaised - d1 * otherOutput + otherHigh2;
      high2 = c2 * raised - d2 * output;
      otherHigh2 = c2 * otherRaised - d2 * otherOutput;
      sum += output * output;
      otherSum += otherOutput * otherOutput;
    }
    this.#state.set([shelf1, shelf2, high1, high2, otherShelf1, otherShelf2, otherHigh1, otherHigh2]);
    return [sum, otherSum];
  }
}

type Coefficients = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

function highShelf(sampleRate: number): Coefficients {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return [
    (high + (band * k) / q + k * k) / a0,
    (2 * (k * k - high)) / a0,
    (high - (band * k) / q + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / q + k * k) / a0,
  ];
}

function highPass(sampleRate: number): Coefficients {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0];
}
