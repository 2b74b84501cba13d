/** A network that tells how likely each token is to come next. */
export interface NextTokens<State> {
  /** Before the first token. */
  begin(): Promise<Prediction<State>>;
  /** After one more token. */
  after(state: State, token: number): Promise<Prediction<State>>;
}

/** What comes next, and what the network has to remember for it. */
export interface Prediction<State> {
  /** One value per token, unscaled. */
  readonly logits: Float32Array;
  readonly state: State;
}

/** How to search. */
export interface BeamSearchOptions {
  /** Sequences that are followed side by side; one is greedy. */
  readonly beams: number;
  readonly mostTokens: number;
  /** Ends a sequence. */
  readonly end: number;
  /** Never taken. */
  readonly banned: ReadonlySet<number>;
  /** The first token, where it is settled. */
  readonly first?: number | undefined;
}

interface Beam<State> {
  readonly tokens: readonly number[];
  /** Sum of the logarithms of probabilities. */
  readonly score: number;
  readonly prediction: Prediction<State>;
}

interface Candidate<State> {
  readonly beam: Beam<State>;
  readonly token: number;
  readonly score: number;
}

/**
 * Finds a likely sequence: of all ways to go on, the best few are followed, and the best by mean logarithm of the probability
 * wins (length penalty 1, as Marian and Transformers have it). It ends once no open sequence can do better.
 * @returns The tokens without the end.
 */
export async function beamSearch<State>(
  network: NextTokens<State>,
  { beams, mostTokens, end, banned, first }: BeamSearchOptions,
): Promise<readonly number[]> {
  let open: Beam<State>[] = [{ tokens: [], score: 0, prediction: await network.begin() }];
  let best: { readonly tokens: readonly number[]; readonly mean: number } | undefined;
  for (let length = 1; length <= mostTokens && open.length > 0; length++) {
    const forced = length === 1 ? first : undefined;
    const candidates = open
      .flatMap((beam) => bestNext(beam, beams + 1, banned, forced))
      .sort((one, other) => other.score - one.score);
    const next: Candidate<State>[] = [];
    for (const candidate of candidates) {
      if (next.length >= beams) break;
      if (candidate.token !== end) next.push(candidate);
      else best = better(best, { tokens: candidate.beam.tokens, mean: candidate.score / length });
    }
    // Probabilities only fall: what is behind now stays behind.
    const leading = next[0] ? next[0].score / (length + 1) : Number.NEGATIVE_INFINITY;
    if (best && best.mean >= leading) return best.tokens;
    if (length === mostTokens) {
      for (const { beam, token, score } of next)
        best = better(best, { tokens: [...beam.tokens, token], mean: score / length });
      break;
    }
    open = [];
    for (const { beam, token, score } of next) {
      open.push({
        tokens: [...beam.tokens, token],
        score,
        prediction: await network.after(beam.prediction.state, token),
      });
    }
  }
  return best?.tokens ?? [];
}

function better<T extends { readonly mean: number }>(known: T | undefined, found: T): T {
  return known && known.mean >= found.mean ? known : found;
}

/** The likeliest tokens after a beam. */
function bestNext<State>(
  beam: Beam<State>,
  count: number,
  banned: ReadonlySet<number>,
  forced: number | undefined,
): Candidate<State>[] {
  const { logits } = beam.prediction;
  if (forced !== undefined) return [{ beam, token: forced, score: beam.score }];
  const total = logSumExp(logits, banned);
  const found: Candidate<State>[] = [];
  for (let token = 0; token < logits.length; token++) {
    const score = beam.score + (logits[token] ?? 0) - total;
    const last = found.at(-1);
    if (banned.has(token) || (found.length >= count && last && score <= last.score)) continue;
    const place = found.findIndex((other) => other.score < score);
    found.splice(place < 0 ? found.length : place, 0, { beam, token, score });
    if (found.length > count) found.pop();
  }
  return found;
}

function logSumExp(values: Float32Array, banned: ReadonlySet<number>): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) if (!banned.has(at)) most = Math.max(most, values[at] ?? 0);
  let sum = 0;
  for (let at = 0; at < values.length; at++) if (!banned.has(at)) sum += Math.exp((values[at] ?? 0) - most);
  return most + Math.log(sum);
}
