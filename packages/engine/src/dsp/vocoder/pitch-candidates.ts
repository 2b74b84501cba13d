import { Autocorrelation } from './autocorrelation.ts';

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

/** Between low and high voices, hertz. */
const SPLIT = 130;
/** Windows for low and for high voices, periods of the lowest pitch: high ones move faster, and need less. */
const LOW_PERIODS = 2.3;
const HIGH_PERIODS = 1.6;
/** Peaks that are lower are none. */
const LEAST_STRENGTH = 0.15;

/** Finds what might be the pitch of a moment: the peaks of the autocorrelation in a long and in a short window. */
export class CandidateFinder {
  /** Samples from the moment to the end of its longest window. */
  readonly halfWindow: number;
  readonly #sampleRate: number;
  readonly #low: Autocorrelation;
  readonly #high: Autocorrelation;
  /** Samples: of the highest pitch, of the split, of the lowest pitch. */
  readonly #shortestLag: number;
  readonly #splitLag: number;
  readonly #longestLag: number;

  /** @param floor - Lowest pitch, hertz. @param ceiling - Highest pitch, hertz. */
  constructor(sampleRate: number, floor: number, ceiling: number) {
    this.#sampleRate = sampleRate;
    this.#shortestLag = Math.floor(sampleRate / ceiling);
    this.#longestLag = Math.ceil(sampleRate / floor);
    this.#splitLag = Math.min(this.#longestLag, Math.max(this.#shortestLag, Math.round(sampleRate / SPLIT)));
    this.#low = new Autocorrelation(sampleRate, LOW_PERIODS / floor, this.#longestLag);
    this.#high = new Autocorrelation(sampleRate, HIGH_PERIODS / floor, this.#splitLag);
    this.halfWindow = this.#low.halfWindow;
  }

  /**
   * @param samples - PCM, silent outside its bounds.
   * @param centre - Index of the moment.
   * @param found - Takes what is found.
   */
  find(samples: Float32Array, centre: number, found: PitchCandidates): void {
    found.count = 0;
    if (this.#high.compute(samples, centre)) this.#addPeaks(this.#high, this.#shortestLag, this.#splitLag, found);
    if (this.#low.compute(samples, centre)) this.#addPeaks(this.#low, this.#splitLag + 1, this.#longestLag, found);
    found.level = this.#low.level;
  }

  #addPeaks(correlation: Autocorrelation, from: number, to: number, found: PitchCandidates): void {
    let before = 0;
    let here = correlation.at(from - 1);
    let after = correlation.at(from);
    for (let lag = from; lag <= to; lag++) {
      before = here;
      here = after;
      after = correlation.at(lag + 1);
      if (here < LEAST_STRENGTH || here < before || here <= after) continue;
      // The vertex of the parabola through the three.
      const shift = (0.5 * (before - after)) / (before - 2 * here + after);
      addCandidate(found, this.#sampleRate / (lag + shift), Math.min(1, here - 0.25 * (before - after) * shift));
    }
  }
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
