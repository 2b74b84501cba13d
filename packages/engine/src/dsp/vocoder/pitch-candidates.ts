import { createRealFft, type RealFft } from '../fft.ts';

/** Most candidates of one frame. */
export const MAX_CANDIDATES = 8;

/** What might be the pitch of one frame. */
export interface PitchCandidates {
  count: number;
  /** Hertz. */
  readonly pitch: Float64Array;
  /** How alike the signal is to itself one period later, up to 1. */
  readonly strength: Float64Array;
  /** Of the part of the signal in which pitch lies, root mean square. */
  level: number;
}

/** Room for the candidates of one frame. */
export function newCandidates(): PitchCandidates {
  return {
    count: 0,
    pitch: new Float64Array(MAX_CANDIDATES),
    strength: new Float64Array(MAX_CANDIDATES),
    level: 0,
  };
}

/** Length of the window, periods of the lowest pitch. */
const WINDOW_PERIODS = 2.5;
/**
 * What the power of a partial counts, as its power. Below 1, one strong partial cannot pass for the pitch, and noise
 * counts for less where the voice is stronger (Tolonen & Karjalainen, "A computationally efficient multipitch analysis
 * model", 2000).
 */
const COMPRESSION = 0.65;
/** Where the weight of a partial has fallen to 1/e, hertz: formants above pull the peaks aside. */
const LOW_PASS = 800;
/** Below, rumble is left out, hertz. */
const HIGH_PASS = 50;
/** Peaks that are lower are none. */
const LEAST_STRENGTH = 0.15;

/**
 * Finds what might be the pitch of a moment: the peaks of the autocorrelation, divided by that of the window.
 *
 * P. Boersma, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled
 * sound", 1993; on a compressed spectrum.
 */
export class CandidateFinder {
  /** Samples from the moment to the end of its window. */
  readonly halfWindow: number;
  readonly #sampleRate: number;
  readonly #shortestLag: number;
  readonly #longestLag: number;
  readonly #fft: RealFft;
  readonly #window: Float32Array;
  /** One over the autocorrelation of the window. */
  readonly #untaper: Float32Array;
  readonly #weights: Float32Array;
  readonly #buffer: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;
  readonly #levelScale: number;

  constructor(sampleRate: number, floor: number, ceiling: number) {
    this.#sampleRate = sampleRate;
    this.#shortestLag = Math.floor(sampleRate / ceiling);
    this.#longestLag = Math.ceil(sampleRate / floor);
    this.halfWindow = Math.round((WINDOW_PERIODS / 2) * (sampleRate / floor));
    const length = 2 * this.halfWindow + 1;
    const size = 2 ** Math.ceil(Math.log2(length + this.#longestLag + 2));
    const bins = size / 2 + 1;
    this.#fft = createRealFft(size);
    this.#window = Float32Array.from(
      { length },
      (_, index) => 0.5 + 0.5 * Math.cos((Math.PI * (index - this.halfWindow)) / (this.halfWindow + 1)),
    );
    this.#weights = Float32Array.from({ length: bins }, (_, bin) => partialWeight((bin * sampleRate) / size));
    this.#buffer = new Float32Array(size);
    this.#re = new Float32Array(bins);
    this.#im = new Float32Array(bins);
    this.#untaper = this.#windowCorrelation().map((value) => 1 / value);
    const windowEnergy = this.#window.reduce((sum, value) => sum + value * value, 0);
    this.#levelScale = 2 / (windowEnergy * size);
  }

  /**
   * @param samples - PCM, silent outside its bounds.
   * @param centre - Index of the moment.
   * @param found - Takes what is found.
   */
  find(samples: Float32Array, centre: number, found: PitchCandidates): void {
    this.#correlate(samples, centre, found);
    const correlation = this.#buffer;
    const energy = correlation[0] ?? 0;
    found.count = 0;
    if (!(energy > 0)) return;
    let before = 0;
    let here = this.#likeness(this.#shortestLag - 1, energy);
    let after = this.#likeness(this.#shortestLag, energy);
    for (let lag = this.#shortestLag; lag <= this.#longestLag; lag++) {
      before = here;
      here = after;
      after = this.#likeness(lag + 1, energy);
      if (here < LEAST_STRENGTH || here < before || here <= after) continue;
      // The vertex of the parabola through the three.
      const shift = (0.5 * (before - after)) / (before - 2 * here + after);
      addCandidate(found, this.#sampleRate / (lag + shift), Math.min(1, here - 0.25 * (before - after) * shift));
    }
  }

  #likeness(lag: number, energy: number): number {
    return ((this.#buffer[lag] ?? 0) * (this.#untaper[lag] ?? 0)) / energy;
  }

  /** Leaves the autocorrelation in the buffer. */
  #correlate(samples: Float32Array, centre: number, found: PitchCandidates): void {
    const buffer = this.#buffer;
    const window = this.#window;
    const first = centre - this.halfWindow;
    for (let index = 0; index < window.length; index++) {
      buffer[index] = (samples[first + index] ?? 0) * (window[index] ?? 0);
    }
    buffer.fill(0, window.length);
    this.#fft.forward(buffer, this.#re, this.#im);
    let power = 0;
    for (let bin = 0; bin < this.#re.length; bin++) {
      const value = (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
      const weight = this.#weights[bin] ?? 0;
      power += value * weight;
      this.#re[bin] = weight < 1e-4 ? 0 : weight * value ** COMPRESSION;
    }
    found.level = Math.sqrt(power * this.#levelScale);
    this.#im.fill(0);
    this.#fft.inverse(this.#re, this.#im, buffer);
  }

  #windowCorrelation(): Float32Array {
    this.#buffer.set(this.#window);
    this.#fft.forward(this.#buffer, this.#re, this.#im);
    for (let bin = 0; bin < this.#re.length; bin++) {
      this.#re[bin] = (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
    }
    this.#im.fill(0);
    this.#fft.inverse(this.#re, this.#im, this.#buffer);
    const energy = this.#buffer[0] ?? 1;
    return this.#buffer.slice(0, this.#longestLag + 2).map((value) => value / energy);
  }
}

function partialWeight(hertz: number): number {
  return Math.exp(-((hertz / LOW_PASS) ** 2)) * (1 - Math.exp(-((hertz / HIGH_PASS) ** 4)));
}

/** Adds a candidate, in the place of the weakest when there are many. */
function addCandidate(found: PitchCandidates, pitch: number, strength: number): void {
  let at = found.count;
  if (at < MAX_CANDIDATES) found.count++;
  else {
    at = 0;
    for (let index = 1; index < MAX_CANDIDATES; index++) {
      if ((found.strength[index] ?? 0) < (found.strength[at] ?? 0)) at = index;
    }
    if ((found.strength[at] ?? 0) >= strength) return;
  }
  found.pitch[at] = pitch;
  found.strength[at] = strength;
}
