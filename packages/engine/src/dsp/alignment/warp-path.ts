import { type FrameFeatures, featureDistance } from './frame-features.ts';
import { PAUSE, type ReferenceStates } from './reference-states.ts';
import { MOST_STEPS, type StateMoves, stateMoves } from './state-moves.ts';

/** How to look for a path. */
export interface WarpOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how much of the audio is done, 0 to 1. Called often. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** States that are looked at around the best one. @default 6000, half a minute to each side. */
  readonly band?: number | undefined;
}

/** Costs above that of the best state at which a state is given up: seconds of being wrong. */
const BEAM = 60;
/** Rows of which the way back is kept, and how many of them stay open: what is older no longer changes. */
const MOST_ROWS = 3_000;
const OPEN_ROWS = 1_500;
/** Rows between two looks whether somebody else has to be let in. */
const ROWS_AT_ONCE = 100;
/** What it costs to pass a pause in a frame that is wholly speech. */
const SPEECH_IN_PAUSE = 1.6;
const UNREACHED = Number.POSITIVE_INFINITY;

/**
 * Finds the way of the audio through the states of a reference that fits best: dynamic time warping (H. Sakoe & S. Chiba,
 * "Dynamic programming algorithm optimization for spoken word recognition", IEEE ASSP 26, 1978) that takes each frame of the
 * audio once, so that a difference in pace costs nothing twice, with pauses as a recogniser has them. As in aeneas
 * (https://github.com/readbeyond/aeneas, `dtw.py`) only a band is looked at; here it follows the best path so far, and the
 * way back is settled piece by piece, so that memory does not grow with the product of the lengths.
 * @returns The state that each frame of the audio is in.
 * @throws The signal's reason.
 */
export async function findWarpPath(
  audio: FrameFeatures,
  reference: ReferenceStates,
  { signal, onProgress, band = 6_000 }: WarpOptions = {},
): Promise<Int32Array> {
  const search = new PathSearch(audio, reference, band);
  for (let frame = 0; frame < audio.count; frame++) {
    search.advance(frame);
    if (frame % ROWS_AT_ONCE !== 0) continue;
    onProgress?.(frame / audio.count);
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
  return search.finish();
}

/** Mean distance of the frames that a path has in words; `undefined` when it has none. */
export function pathDistance(audio: FrameFeatures, reference: ReferenceStates, path: Int32Array): number | undefined {
  let [sum, frames] = [0, 0];
  for (const [frame, state] of path.entries()) {
    if (reference.words[state] === PAUSE) continue;
    sum += featureDistance(audio.values, frame, reference.values, state);
    frames++;
  }
  return frames === 0 ? undefined : sum / frames;
}

class PathSearch {
  readonly #audio: FrameFeatures;
  readonly #reference: ReferenceStates;
  readonly #moves: StateMoves;
  readonly #width: number;
  /** Costs of the band of states, and where it begins. */
  #costs: Float64Array;
  #next: Float64Array;
  #from = 0;
  /** The cheapest state. */
  #best = 0;
  #least = 0;
  /** How many states each cell of the open rows came from, and where the band of each row begins. */
  readonly #back: Uint8Array;
  readonly #froms = new Int32Array(MOST_ROWS);
  /** First open row. */
  #open = 0;
  readonly #path: Int32Array;

  constructor(audio: FrameFeatures, reference: ReferenceStates, band: number) {
    this.#audio = audio;
    this.#reference = reference;
    this.#moves = stateMoves(reference);
    this.#width = Math.min(band, reference.count);
    this.#costs = new Float64Array(this.#width).fill(UNREACHED);
    this.#next = new Float64Array(this.#width);
    this.#back = new Uint8Array(this.#width * Math.min(MOST_ROWS, audio.count));
    this.#path = new Int32Array(audio.count);
  }

  /** Takes the next frame. */
  advance(frame: number): void {
    const { count } = this.#reference;
    if (frame - this.#open === MOST_ROWS) this.#settle(frame - 1, this.#open + MOST_ROWS - OPEN_ROWS);
    const row = frame - this.#open;
    // The band follows the best path, and has to let it reach the end.
    const reaching = count - 1 - (MOST_STEPS + 1) * (this.#audio.count - frame);
    const wanted = Math.max(this.#best - (this.#width >> 1), reaching);
    const from = Math.max(this.#from, Math.min(wanted, count - this.#width));
    this.#froms[row] = from;
    this.#fill(frame, from, row * this.#width);
    [this.#costs, this.#next] = [this.#next, this.#costs];
    this.#from = from;
  }

  finish(): Int32Array {
    if (this.#audio.count === 0) return this.#path;
    // The end is the pause after the last word, or the word's own end.
    const last = this.#reference.count - 1 - this.#from;
    const [word = UNREACHED, pause = UNREACHED] = [this.#costs[last - 1], this.#costs[last]];
    if (Math.min(word, pause) < UNREACHED) this.#best = this.#from + (word < pause ? last - 1 : last);
    this.#settle(this.#audio.count - 1, this.#audio.count);
    return this.#path;
  }

  /** Costs of the states in one frame, from those in the frame before. */
  #fill(frame: number, from: number, row: number): void {
    const { words, values } = this.#reference;
    const { first, back, costs: moveCosts } = this.#moves;
    const [before, next, shift] = [this.#costs, this.#next, from - this.#from];
    const pause = SPEECH_IN_PAUSE * (this.#audio.speech[frame] ?? 0);
    const limit = this.#least + BEAM;
    this.#least = UNREACHED;
    for (let index = 0; index < next.length; index++) {
      const state = from + index;
      let least = UNREACHED;
      let chosen = 0;
      // The audio begins in the pause before the first word, or with the word.
      if (frame === 0 && state <= 1) least = 0;
      for (let move = first[state] ?? 0; move < (first[state + 1] ?? 0); move++) {
        const at = index + shift - (back[move] ?? 0);
        const cost = (before[at] ?? UNREACHED) + (moveCosts[move] ?? 0);
        if (cost >= least) continue;
        least = cost;
        chosen = back[move] ?? 0;
      }
      if (least > limit) {
        next[index] = UNREACHED;
        continue;
      }
      least += words[state] === PAUSE ? pause : featureDistance(this.#audio.values, frame, values, state);
      next[index] = least;
      this.#back[row + index] = chosen;
      if (least >= this.#least) continue;
      this.#least = least;
      this.#best = state;
    }
  }

  /** Follows the way back from the best state of frame `last`, and settles what is before frame `until`. */
  #settle(last: number, until: number): void {
    let state = this.#best;
    for (let frame = last; frame >= this.#open; frame--) {
      const row = frame - this.#open;
      if (frame < until) this.#path[frame] = state;
      state -= this.#back[row * this.#width + state - (this.#froms[row] ?? 0)] ?? 0;
    }
    const dropped = until - this.#open;
    this.#back.copyWithin(0, dropped * this.#width);
    this.#froms.copyWithin(0, dropped);
    this.#open = until;
  }
}
