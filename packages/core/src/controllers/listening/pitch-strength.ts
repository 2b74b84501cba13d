/** Pitches that voices have, hertz. */
const LOWEST = 70;
const HIGHEST = 400;
/** Rate that a pitch is looked for at, hertz: voices have theirs far below. */
const RATE = 8000;

/**
 * How clearly a short sound has the pitch of a voice: the highest normalised autocorrelation at the periods of voices, as in
 * L. Rabiner, "On the use of autocorrelation analysis for pitch detection", IEEE Transactions on Acoustics, Speech and Signal
 * Processing 25 (1977). Noise has about 0.2, a vowel more than 0.6.
 * @param frames - At least two periods of the lowest pitch, 29 ms. @param sampleRate - Hertz.
 * @returns 0 to 1.
 */
export function pitchStrength(frames: Float32Array, sampleRate: number): number {
  const low = decimated(frames, Math.max(1, Math.floor(sampleRate / RATE)));
  const rate = (sampleRate * low.length) / frames.length;
  const [shortest, longest] = [Math.floor(rate / HIGHEST), Math.min(Math.ceil(rate / LOWEST), low.length >> 1)];
  let strongest = 0;
  for (let lag = shortest; lag <= longest; lag += 1) strongest = Math.max(strongest, likeness(low, lag));
  return Math.min(1, strongest);
}

/** How like a sound is to itself, so many frames later. */
function likeness(frames: Float32Array, lag: number): number {
  let product = 0;
  let first = 1e-9;
  let second = 1e-9;
  for (let at = lag; at < frames.length; at += 1) {
    const now = frames[at] ?? 0;
    const before = frames[at - lag] ?? 0;
    product += now * before;
    first += now * now;
    second += before * before;
  }
  return product / Math.sqrt(first * second);
}

/** The sound at a whole fraction of its rate, without what is constant. Its highs are smoothed away by their mean. */
function decimated(frames: Float32Array, factor: number): Float32Array {
  const mean = frames.reduce((sum, value) => sum + value, 0) / frames.length;
  return Float32Array.from({ length: Math.floor(frames.length / factor) }, (_, at) => {
    let sum = 0;
    for (let of = 0; of < factor; of += 1) sum += frames[at * factor + of] ?? 0;
    return sum / factor - mean;
  });
}
