/** Correlation of a sequence with itself two, three, four and six beats later. */
export interface BeatPeriodicity {
  readonly two: number;
  readonly three: number;
  readonly four: number;
  readonly six: number;
}

/** What varies less than this share of its mean, or than this at all, is chance more than music. */
const CHANCE_SHARE = 0.1;
const CHANCE = 0.005;

/** Measures how regularly what happens on the beats comes back; little for what hardly changes. @param values - One per beat. */
export function beatPeriodicity(values: readonly number[]): BeatPeriodicity {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const deviations = values.map((value) => value - mean);
  const power = deviations.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length);
  const scale = 1 / (power + (CHANCE_SHARE * mean) ** 2 + CHANCE ** 2);
  const later = (lag: number) => {
    const count = deviations.length - lag;
    if (count <= 0) return 0;
    let sum = 0;
    for (let index = 0; index < count; index++) sum += (deviations[index] ?? 0) * (deviations[index + lag] ?? 0);
    return Math.max(-1, Math.min(1, (scale * sum) / count));
  };
  return { two: later(2), three: later(3), four: later(4), six: later(6) };
}
