import { PAUSE, type ReferenceStates } from './reference-states.ts';

/** How many moves lead to a state at most. */
const MOST_MOVES = 8;
/** Most states that one frame moves on, pauses that are left out not counted. */
export const MOST_STEPS = 3;
/** What it costs to stay in a state, and to move on by 1, 2 or 3: about the pace of the reference is the best. */
const COSTS = [0.12, 0, 0.12, 0.4] as const;
/** What it costs to begin a pause: a closure within a word is shorter. */
const BEGIN_PAUSE = 0.6;

/** The moves that lead to each state: from how many states before, and at what cost. */
export interface StateMoves {
  /** First move of each state; its last is before the first of the next. */
  readonly first: Int32Array;
  readonly back: Uint8Array;
  readonly costs: Float32Array;
}

/** Lists the moves between the states of a reference. */
export function stateMoves({ count, words }: ReferenceStates): StateMoves {
  const first = new Int32Array(count + 1);
  const back = new Uint8Array(count * MOST_MOVES);
  const costs = new Float32Array(count * MOST_MOVES);
  let move = 0;
  const add = (state: number, from: number, cost: number) => {
    if (from < 0) return;
    back[move] = state - from;
    costs[move++] = cost;
  };
  for (let state = 0; state < count; state++) {
    first[state] = move;
    if (words[state] === PAUSE) {
      add(state, state, 0);
      add(state, state - 1, BEGIN_PAUSE);
      continue;
    }
    add(state, state, COSTS[0]);
    let from = state;
    for (let steps = 1; steps <= MOST_STEPS; steps++) {
      from--;
      if (words[from] === PAUSE) {
        // Out of the pause, and past it.
        add(state, from, COSTS[steps] ?? 0);
        from--;
      }
      add(state, from, COSTS[steps] ?? 0);
    }
  }
  first[count] = move;
  return { first, back: back.slice(0, move), costs: costs.slice(0, move) };
}
