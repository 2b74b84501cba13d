import { MAX_CANDIDATES, newCandidates, type PitchCandidates } from './pitch-candidates.ts';
import { UsualPitch } from './usual-pitch.ts';

/** Strength that a candidate must have to be a voice. */
const VOICING_STRENGTH = 0.28;
/** Below this share of the loudest of late, a frame is rather silence. */
const SILENCE_SHARE = 0.01;
/** Loudest that is assumed at the beginning, root mean square: noise of converters stays below a hundredth of it. */
const LEAST_PEAK = 0.01;
/** What is left of the loudest after a second. */
const PEAK_DECAY = 0.5;
/** What each octave below the ceiling costs: of two periods that fit, the shorter is right. */
const OCTAVE_COST = 0.03;
/** What a leap costs, per octave. */
const LEAP_COST = 0.6;
/** What it costs to begin or end a voice. */
const TURN_COST = 0.28;
/** What a pitch an octave away from the usual one costs; it grows with the square. */
const DISTANCE_COST = 0.1;
/** Squared octaves beyond which the distance costs no more. */
const FARTHEST = 2;
/** Frames that are known before the first of them is decided, seconds. */
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
 * (Boersma 1993; A. Viterbi, 1967, with a bounded look-ahead). Costs are in units of a candidate's strength.
 */
export class PitchPath {
  readonly #ceiling: number;
  readonly #decay: number;
  readonly #lookAhead: number;
  readonly #stride: number;
  readonly #usual: UsualPitch;
  readonly #waiting: Stage[] = [];
  readonly #spare: Stage[] = [];
  #score = new Float64Array(STATES);
  #nextScore = new Float64Array(STATES);
  #peak = LEAST_PEAK;

  /** @param ceiling - Highest pitch, hertz. */
  constructor(frameSeconds: number, ceiling: number) {
    this.#ceiling = ceiling;
    this.#decay = PEAK_DECAY ** frameSeconds;
    this.#lookAhead = Math.ceil(LOOK_AHEAD_SECONDS / frameSeconds);
    this.#stride = Math.ceil(STRIDE_SECONDS / frameSeconds);
    this.#usual = new UsualPitch(frameSeconds);
  }

  /** A frame to fill and to {@link push}. */
  newStage(): Stage {
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
      const score = this.#scoreFrom(from, state, candidates, before) + this.#worth(state, candidates);
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
    let highest = this.#scoreFrom(UNVOICED, state, candidates, before);
    for (let from = 0; from < before.count; from++) {
      const score = this.#scoreFrom(from, state, candidates, before);
      if (score > highest) {
        highest = score;
        best = from;
      }
    }
    return best;
  }

  /** Score of a state before, less what the step from there costs. */
  #scoreFrom(from: number, to: number, candidates: PitchCandidates, before: PitchCandidates | undefined): number {
    const score = this.#score[from] ?? 0;
    if (!before || (from === UNVOICED && to === UNVOICED)) return score;
    if (from === UNVOICED || to === UNVOICED) return score - TURN_COST;
    return score - LEAP_COST * Math.abs(Math.log2((candidates.pitch[to] ?? 1) / (before.pitch[from] ?? 1)));
  }

  /** What speaks for a state in its own frame. */
  #worth(state: number, candidates: PitchCandidates): number {
    if (state === UNVOICED) {
      const quiet = 2 - (candidates.level / this.#peak / SILENCE_SHARE) * (1 + VOICING_STRENGTH);
      return VOICING_STRENGTH + Math.max(0, quiet);
    }
    const pitch = candidates.pitch[state] ?? 1;
    const low = OCTAVE_COST * Math.log2(this.#ceiling / pitch);
    const far = DISTANCE_COST * this.#usual.trust * Math.min(FARTHEST, this.#usual.octavesTo(pitch) ** 2);
    return (candidates.strength[state] ?? 0) - low - far;
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
    for (const pitch of pitches) {
      if (pitch > 0) this.#usual.learn(pitch);
      decide(pitch);
    }
  }
}
