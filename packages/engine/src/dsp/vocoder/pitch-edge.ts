/** How alike the signal must be to itself one period later. */
const LIKENESS = 0.75;
/** How far the pitch may move from one frame to the next. */
const LARGEST_STEP = 1.12;
/** Shortest stretch that is compared, seconds. */
const SHORTEST_SECONDS = 0.005;

/**
 * Looks whether a voice reaches a moment beside a voiced one: whether one period there resembles the next. Two periods
 * suffice, where the windows that find a voice must hold more.
 * @param samples - PCM, silent outside its bounds.
 * @param centre - Index of the moment.
 * @param near - Pitch of the voiced moment, hertz.
 * @returns The pitch, hertz; 0 if there is none.
 */
export function pitchAtEdge(samples: Float32Array, sampleRate: number, centre: number, near: number): number {
  const shortest = Math.floor(sampleRate / near / LARGEST_STEP);
  const longest = Math.ceil((sampleRate / near) * LARGEST_STEP);
  let best = 0;
  let bestLag = 0;
  for (let lag = shortest; lag <= longest; lag++) {
    const likeness = likenessAt(samples, sampleRate, centre, lag);
    if (likeness > best) {
      best = likeness;
      bestLag = lag;
    }
  }
  if (best < LIKENESS) return 0;
  const before = likenessAt(samples, sampleRate, centre, bestLag - 1);
  const after = likenessAt(samples, sampleRate, centre, bestLag + 1);
  const curve = before - 2 * best + after;
  return sampleRate / (bestLag + (curve < 0 ? (0.5 * (before - after)) / curve : 0));
}

/** Normalised correlation of two stretches around a moment, one lag apart. */
function likenessAt(samples: Float32Array, sampleRate: number, centre: number, lag: number): number {
  const length = Math.max(lag, Math.round(SHORTEST_SECONDS * sampleRate));
  const start = Math.round(centre - (length + lag) / 2);
  let first = 0;
  let second = 0;
  let product = 0;
  for (let at = start; at < start + length; at++) {
    const left = samples[at] ?? 0;
    const right = samples[at + lag] ?? 0;
    first += left * left;
    second += right * right;
    product += left * right;
  }
  return first > 0 && second > 0 ? product / Math.sqrt(first * second) : 0;
}
