import type { Depth } from '../strength.ts';
import type { FrameSegment } from './frame-segment.ts';
import { SteadyFloor } from './steady-floor.ts';
import { TwoSidedMean } from './two-sided-mean.ts';

/** What is averaged over windows, and how far to either side, seconds. */
const MEASURE_SECONDS = {
  voice: 0.015,
  residue: 0.1,
  pauseWeight: 1,
  pausePower: 1,
  quietWeight: 1,
  quietPower: 1,
} as const;
/** And how far the ratio of voice to noise. */
const RATIO_SECONDS = 3;
/** How far noise within speech may lie above that of the pauses near by, as a ratio of powers. */
const ABOVE_PAUSES = 2;
/** Noise is counted a little higher than it is estimated: what is left of it would be heard as whistling. */
const OVERESTIMATION = 1.2;
/** From where on, and from where on fully, a recording is too clean for loud pauses to be believed, decibels. */
const CLEAN_FROM_DB = 12;
const CLEAN_TO_DB = 18;
/** Far below the power of the quietest recording. */
const TINY_POWER = 1e-20;

/** What the estimate needs to know from outside. */
export interface NoiseEstimateOptions {
  /** Bands of a window. */
  readonly bands: number;
  /** Seconds from one window to the next. */
  readonly hopSeconds: number;
  readonly depth: Depth;
  /** How much a moment sounds like music, 0 to 1. @param seconds - Since the start. */
  readonly music: (seconds: number) => number;
}

/**
 * Finds the gain of every band of frequencies in every window: a Wiener filter whose two powers, of the voice and of the noise, are
 * averaged over what comes before a window and what comes after.
 *
 * - The voice is what RNNoise leaves; the noise is what it takes away, but no more than twice of what is heard in the pauses
 *   within about a second. Its mistakes within words are thereby held down: a network that tells voice from noise guides a
 *   statistical filter (as in Valin and others, "A perceptually motivated approach for low-complexity, real-time
 *   enhancement of fullband speech", Interspeech 2020, and the noise tracking by presence of speech of Gerkmann and
 *   Hendriks, "Unbiased MMSE-based noise power estimation with low complexity and low tracking delay", 2012).
 * - A recording that is clean by itself has pauses that are nearly silent, and the few sounds in them that RNNoise does not
 *   know are speech. Pauses then count by their harmonic mean, which follows the quiet ones.
 * - In music, which RNNoise takes for noise, only the steady floor is noise: its minimum over half a minute (R. Martin, "Noise
 *   power spectral density estimation based on optimal smoothing and minimum statistics", 2001).
 */
export class NoiseEstimate {
  readonly #options: NoiseEstimateOptions;
  readonly #capacity: number;
  readonly #means: Readonly<Record<Measure, TwoSidedMean>>;
  readonly #averages: Readonly<Record<Measure, Float32Array>>;
  readonly #energies: TwoSidedMean;
  /** Energy of voice and of noise, a pair for each window of the segment and one more for the segment that follows. */
  readonly #energyRows: Float32Array;
  readonly #energy = new Float32Array(2);
  readonly #steady: SteadyFloor;
  readonly #gain: Float32Array;
  /** Windows that have been given out. */
  #frame = 0;

  /** @param capacity - Most windows in a segment. */
  constructor(capacity: number, options: NoiseEstimateOptions) {
    const { bands, hopSeconds } = options;
    const fade = (seconds: number) => Math.exp(-hopSeconds / seconds);
    this.#options = options;
    this.#capacity = capacity;
    this.#means = perMeasure((seconds) => new TwoSidedMean(bands, capacity, fade(seconds)));
    this.#averages = perMeasure(() => new Float32Array(bands));
    this.#energies = new TwoSidedMean(2, capacity, fade(RATIO_SECONDS));
    this.#energyRows = new Float32Array(2 * (capacity + 1));
    this.#steady = new SteadyFloor(bands);
    this.#gain = new Float32Array(bands);
  }

  /**
   * Gives the gains of a segment, window by window: 0 to 1 for each band.
   * @param next - The segment that follows it, if there is one.
   * @param take - Called once per window, in order; the gains are overwritten for the next one.
   */
  solve(segment: FrameSegment, next: FrameSegment | undefined, take: (gain: Float32Array) => void): void {
    const { bands, hopSeconds } = this.#options;
    this.#steady.advance(segment.floor, next?.floor);
    this.#walkBack(segment, next);
    for (let row = 0; row < segment.frames; row++) {
      for (const name of MEASURES) this.#means[name].mean(segment[name], row, this.#averages[name]);
      this.#energies.mean(this.#energyRows, row, this.#energy);
      const [voice = 0, noise = 0] = this.#energy;
      const ratioDb = 10 * Math.log10((voice + TINY_POWER) / (noise + TINY_POWER));
      const power = segment.power.subarray(row * bands, (row + 1) * bands);
      this.#fillGain(power, ratioDb, this.#options.music(this.#frame * hopSeconds));
      take(this.#gain);
      this.#frame++;
    }
  }

  #walkBack(segment: FrameSegment, next: FrameSegment | undefined): void {
    for (const name of MEASURES) this.#means[name].turnBack();
    this.#energies.turnBack();
    if (next) {
      for (let row = next.frames - 1; row >= 0; row--) {
        for (const name of MEASURES) this.#means[name].addFuture(next[name], row);
        this.#measureEnergy(next.voice, row, this.#capacity);
        this.#energies.addFuture(this.#energyRows, this.#capacity);
      }
    }
    for (let row = segment.frames - 1; row >= 0; row--) {
      for (const name of MEASURES) this.#means[name].keepFuture(segment[name], row);
      this.#measureEnergy(segment.voice, row, row);
      this.#energies.keepFuture(this.#energyRows, row);
    }
  }

  /** Sums up a window's voice and noise, the latter from what is known of the future. */
  #measureEnergy(voice: Float32Array, row: number, to: number): void {
    const { bands } = this.#options;
    const share = 1 / this.#means.residue.futureWeight;
    const residue = this.#means.residue.future;
    const pausePower = this.#means.pausePower.future;
    const pauseWeight = this.#means.pauseWeight.future;
    let [spoken, noise] = [0, 0];
    for (let band = 0, at = row * bands; band < bands; band++, at++) {
      const pause = (pausePower[band] ?? 0) / (pauseWeight[band] ?? 1);
      spoken += voice[at] ?? 0;
      noise += Math.min(share * (residue[band] ?? 0), ABOVE_PAUSES * pause);
    }
    this.#energyRows[2 * to] = spoken;
    this.#energyRows[2 * to + 1] = noise;
  }

  #fillGain(power: Float32Array, ratioDb: number, music: number): void {
    const { voice, residue, pausePower, pauseWeight, quietPower, quietWeight } = this.#averages;
    const clean = Math.min(1, Math.max(0, (ratioDb - CLEAN_FROM_DB) / (CLEAN_TO_DB - CLEAN_FROM_DB)));
    const least = leastGain(this.#options.depth, ratioDb);
    const steady = this.#steady.power;
    const gain = this.#gain;
    for (let band = 0; band < power.length; band++) {
      const loudPause = (pausePower[band] ?? 0) / (pauseWeight[band] ?? 1);
      const quietPause = (quietPower[band] ?? 0) / (quietWeight[band] ?? 1);
      const pause = between(loudPause, quietPause, clean);
      let noise = OVERESTIMATION * Math.min(residue[band] ?? 0, ABOVE_PAUSES * pause) + TINY_POWER;
      let spoken = voice[band] ?? 0;
      if (music > 0) {
        const floor = Math.min(noise, steady[band] ?? 0) + TINY_POWER;
        spoken += music * (Math.max(spoken, (power[band] ?? 0) - floor) - spoken);
        noise += music * (floor - noise);
      }
      gain[band] = Math.max(least, spoken / (spoken + noise));
    }
  }
}

/** Two powers' mean on a logarithmic scale. */
function between(first: number, second: number, share: number): number {
  if (share === 0 || first === 0) return first;
  return share === 1 ? second : first * (second / first) ** share;
}

/** As far as a window's noise is taken down at most, as a factor of amplitude. */
function leastGain({ most, least, target }: Depth, ratioDb: number): number {
  return 10 ** (-Math.min(most, Math.max(least, target - ratioDb)) / 20);
}

type Measure = keyof typeof MEASURE_SECONDS;

const MEASURES: readonly Measure[] = ['voice', 'residue', 'pauseWeight', 'pausePower', 'quietWeight', 'quietPower'];

function perMeasure<Value>(make: (seconds: number) => Value): Record<Measure, Value> {
  return {
    voice: make(MEASURE_SECONDS.voice),
    residue: make(MEASURE_SECONDS.residue),
    pauseWeight: make(MEASURE_SECONDS.pauseWeight),
    pausePower: make(MEASURE_SECONDS.pausePower),
    quietWeight: make(MEASURE_SECONDS.quietWeight),
    quietPower: make(MEASURE_SECONDS.quietPower),
  };
}
