import type { BeatEvents } from './meter-evidence.ts';

/** How much more likely a beat begins a bar for what happens there, in standard deviations. Fitted on rendered clips. */
const WEIGHTS = { loudness: 1.9, low: 0.9, harmony: 0.85 } as const;
/** What varies less than this share of its mean does not tell beats apart, nor do smaller changes of harmony. */
const CHANCE_SHARE = 0.3;
const HARMONY_CHANCE = 0.05;
/** How much the first beat found is believed to begin a bar. */
const FIRST_BEAT = 2.5;
/** What it costs to assume a bar with a beat too many or too few. */
const IRREGULAR_BAR = 5;

/**
 * Finds the beats that begin a bar: the best path through the places of the bar, which may stumble where beats were missed.
 * @returns Indices of beats.
 */
export function findDownbeats(events: BeatEvents, beatsPerBar: number): number[] {
  const evidence = downbeatEvidence(events, beatsPerBar);
  const path = bestPlaces(evidence, beatsPerBar);
  return path.flatMap((place, beat) => (place === 0 ? [beat] : []));
}

/** What speaks for each beat; together the bars of a piece count as the root of their number, for they are alike. */
function downbeatEvidence(events: BeatEvents, beatsPerBar: number): number[] {
  const loudness = standardized(events.loudness, 0);
  const low = standardized(events.low, 0);
  const harmony = standardized(events.harmony, HARMONY_CHANCE);
  const scale = 1 / Math.sqrt(Math.max(1, loudness.length / beatsPerBar));
  return loudness.map(
    (value, beat) =>
      scale * (WEIGHTS.loudness * value + WEIGHTS.low * (low[beat] ?? 0) + WEIGHTS.harmony * (harmony[beat] ?? 0)),
  );
}

/** Place in the bar of every beat: Viterbi's algorithm. */
function bestPlaces(evidence: readonly number[], beatsPerBar: number): number[] {
  let scores = Array.from({ length: beatsPerBar }, (_, place) => (place === 0 ? FIRST_BEAT + (evidence[0] ?? 0) : 0));
  const before: number[][] = [];
  for (const value of evidence.slice(1)) {
    const best = scores.indexOf(Math.max(...scores));
    const links = scores.map((_, place) => {
      const regular = (place + beatsPerBar - 1) % beatsPerBar;
      return (scores[best] ?? 0) - IRREGULAR_BAR > (scores[regular] ?? 0) ? best : regular;
    });
    scores = links.map((from, place) => {
      const regular = (place + beatsPerBar - 1) % beatsPerBar;
      const cost = from === regular ? 0 : IRREGULAR_BAR;
      return (scores[from] ?? 0) - cost + (place === 0 ? value : 0);
    });
    before.push(links);
  }
  const places = [scores.indexOf(Math.max(...scores))];
  for (const links of before.toReversed()) places.push(links[places.at(-1) ?? 0] ?? 0);
  return evidence.length === 0 ? [] : places.reverse();
}

/** Deviations from the mean, over their standard deviation and what is owed to chance. */
function standardized(values: readonly number[], chance: number): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const power = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  const scale = Math.sqrt(power + (CHANCE_SHARE * mean) ** 2 + chance ** 2);
  return values.map((value) => (scale > 0 ? (value - mean) / scale : 0));
}
