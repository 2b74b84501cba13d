import { MAX_CANDIDATES, newCandidates, type PitchCandidates } from './pitch-candidates.ts';

/** Strength that a candidate must have to be a voice. */
const VOICING_STRENGTH = 0.32;
/** Below this share of the loudest of late, a frame is rather silence. */
const SILENCE_SHARE = 0.01;
/** Loudest that is assumed at the beginning, root mean square: noise of converters stays below a hundredth. */
const LEAST_PEAK = 0.01;
/** How fast the loudest is forgotten, per second. */
const PEAK_DECAY = 0.5;
/** What an octave lower costs: of two periods that fit, the shorter. */
const OCTAVE_COST = 0.02;
/** What a leap costs, per octave and 10 ms. */
const LEAP_COST = 2;
/** What it costs to begin or end a voice, per 10 ms. */
const TURN_COST = 0.56;
/** Frames whose candidates are kept before the first of them are decided, seconds. */
const LOOK_AHEAD_SECONDS = 0.5;
/** Frames that are decided at a time, seconds. */
const STRIDE_SECONDS = 0.1;

const STATES = MAX_CANDIDATES + 1;
const UNVOICED = MAX_CANDIDATES;

/** One frame that waits for its decision. */
interface Stage {
  readonly candidates: PitchCandidates;
  /** For each state, the best state before it. */
  readonly back: Uint8Array;
}

/**
 * Chooses among the candidates of many frames those that make the likeliest melody, by dynamic programming as they come
 * (Boersma 1993, section 4; Viterbi with a bounded look-ahead).
 */
export class PitchPath {
  readonly #leapCost: number;
  readonly #turnCost: number;
  readonly #decay: number;
  readonly #ceiling: number;
  readonly #lookAhead: number;
  readonly #stride: number;
  readonly #waiting: Stage[] = [];
  readonly #spare: Stage[] = [];
  #score = new Float64Array(STATES);
  #nextScore = new Float64Array(STATES);
  #peak = LEAST_PEAK;

  constructor(frameSeconds: number, ceiling: number) {
    const step = frameSeconds / 0.01;
    this.#leapCost = LEAP_COST * Math.min(1, 1 / step) * 0.5;
    this.#turnCost = TURN_COST * 0.5;
    this.#decay = PEAK_DECAY ** frameSeconds;
    this.#ceiling = ceiling;
    this.#lookAhead = Math.ceil(LOOK_AHEAD_SECONDS / frameSeconds);
    this.#stride = Math.ceil(STRIDE_SECONDS / frameSeconds);
  }

  /** A frame to fill and to {@link push}. */
  take(): Stage {
    return this.#spare.pop() ?? { candidates: newCandidates(), back: new Uint8Array(STATES) };
  }

  /** Takes the next frame. @param decide - Called for each frame that is decided, in order, with its pitch or 0. */
  push(stage: Stage, decide: (pitch: number) => void): void {
    this.#advance(stage);
    this.#waiting.push(stage);
    if (this.#waiting.length >= this.#lookAhead + this.#stride) this.#decide(this.#stride, decide);
  }

  /** Decides the frames that wait. */
  flush(decide: (pitch: number) => void): void {
    this.#decide(this.#waiting.length, decide);
  }

  #advance({ candidates, back }: Stage): void {
    const before = this.#waiting.at(-1)?.candidates;
    this.#peak = Math.max(candidates.level, this.#peak * this.#decay, LEAST_PEAK);
    const next = this.#nextScore.fill(Number.NEGATIVE_INFINITY);
    let best = Number.NEGATIVE_INFINITY;
    for (let state = 0; state < STATES; state++) {
      if (state >= candidates.count && state !== UNVOICED) continue;
      const from = this.#bestBefore(state, candidates, before);
      back[state] = from;
      const score =
        (this.#score[from] ?? 0) - this.#cost(from, state, candidates, before) + this.#worth(state, candidates);
      next[state] = score;
      best = Math.max(best, score);
    }
    // Only differences count: without this, an hour of speech would leave no digits for them.
    for (let state = 0; state < STATES; state++) next[state] = (next[state] ?? 0) - best;
    this.#nextScore = this.#score;
    this.#score = next;
  }

  #bestBefore(state: number, candidates: PitchCandidates, before: PitchCandidates | undefined): number {
    if (!before) return UNVOICED;
    let best = UNVOICED;
    let highest = (this.#score[UNVOICED] ?? 0) - this.#cost(UNVOICED, state, candidates, before);
    for (let from = 0; from < before.count; from++) {
      const score = (this.#score[from] ?? 0) - this.#cost(from, state, candidates, before);
      if (score > highest) {
        highest = score;
        best = from;
      }
    }
    return best;
  }

  #cost(from: number, to: number, candidates: PitchCandidates, before: PitchCandidates | undefined): number {
    if (!before || (from === UNVOICED && to === UNVOICED)) return 0;
    if (from === UNVOICED || to === UNVOICED) return this.#turnCost;
    return this.#leapCost * Math.abs(Math.log2((candidates.pitch[to] ?? 1) / (before.pitch[from] ?? 1)));
  }

  #worth(state: number, candidates: PitchCandidates): number {
    if (state === UNVOICED) {
      const quiet = 2 - (candidates.level / this.#peak / SILENCE_SHARE) * (1 + VOICING_STRENGTH);
      return VOICING_STRENGTH + Math.max(0, quiet);
    }
    const octaves = Math.log2(this.#ceiling / (candidates.pitch[state] ?? 1));
    return (candidates.strength[state] ?? 0) - OCTAVE_COST * octaves;
  }

  #decide(count: number, decide: (pitch: number) => void): void {
    let state = UNVOICED;
    for (let other = 0; other < STATES; other++) {
      if ((this.#score[other] ?? 0) > (this.#score[state] ?? 0)) state = other;
    }
    const pitches = new Float64Array(count);
    for (let index = this.#waiting.length - 1; index >= 0; index--) {
      const stage = this.#waiting[index];
      if (index < count) pitches[index] = state === UNVOICED ? 0 : (stage?.candidates.pitch[state] ?? 0);
      state = stage?.back[state] ?? UNVOICED;
    }
    this.#spare.push(...this.#waiting.splice(0, count));
    for (const pitch of pitches) decide(pitch);
  }
}
