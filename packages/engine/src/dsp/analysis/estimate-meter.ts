import type { BeatPeriodicity, MeterEvidence } from './meter-evidence.ts';

/** Beats of a bar and how a beat divides. */
export type TimeSignature = '3/4' | '4/4' | '6/8';

/** The meter of a recording. */
export interface Meter {
  readonly timeSignature: TimeSignature;
  /** Probability, 0 to 1. */
  readonly confidence: number;
  /** Beats from one downbeat to the next, at the tempo that was found: in 6/8 two dotted quarters or six eighths. */
  readonly beatsPerBar: number;
}

const SIGNATURES = ['3/4', '4/4', '6/8'] as const satisfies readonly TimeSignature[];

/** What a piece of evidence counts for each signature, in the order of {@link SIGNATURES}. */
type Weights = readonly [threeFour: number, fourFour: number, sixEight: number];

// Fitted by logistic regression on 690 rendered clips, along their true beats and along the eighths of those in 6/8. On drum
// patterns left out it is right for 91 of 100.
const PERIODICITY: Readonly<
  Record<'full' | 'low' | 'high' | 'harmony', Readonly<Record<keyof BeatPeriodicity, Weights>>>
> = {
  full: {
    two: [0.07, -0.08, 0.02],
    three: [0.57, -0.53, -0.03],
    four: [-0.58, 1.09, -0.52],
    six: [-0.33, -1.05, 1.38],
  },
  low: { two: [-0.46, 0.06, 0.4], three: [1.19, -0.47, -0.71], four: [-0.33, 0.86, -0.53], six: [-0.12, -0.73, 0.86] },
  high: { two: [-0.3, 0.25, 0.05], three: [1.09, -0.53, -0.56], four: [-0.62, 1.1, -0.47], six: [-0.28, -0.74, 1.02] },
  harmony: { two: [-0.15, -0.86, 1], three: [1.83, -0.29, -1.54], four: [-0.95, 0.58, 0.37], six: [0.68, -1.61, 0.93] },
};
const FIRST_TRIPLET: Weights = [-0.99, -3.34, 4.33];
const HALF: Weights = [2.4, 3.56, -5.96];
const SECOND_TRIPLET: Weights = [-0.75, -2.41, 3.17];
const PERIOD: Weights = [0.73, -0.96, 0.23];
/** Of the fit, and half a unit for 4/4, which is more common than its share of the rendered clips. */
const BIAS: Weights = [0.07, 1.27, -0.84];

/** Triplets this soft, over the accent on the beat: the beats of a 6/8 are its eighths. */
const NO_TRIPLETS = 0.3;

/** Judges the meter. */
export function estimateMeter(evidence: MeterEvidence): Meter {
  const scores = SIGNATURES.map((_, index) => score(evidence, index));
  const highest = Math.max(...scores);
  const odds = scores.map((value) => Math.exp(value - highest));
  const total = odds.reduce((sum, value) => sum + value, 0);
  const best = scores.indexOf(highest);
  const timeSignature = SIGNATURES[best] ?? '4/4';
  return { timeSignature, confidence: (odds[best] ?? 0) / total, beatsPerBar: beatsPerBar(timeSignature, evidence) };
}

function score(evidence: MeterEvidence, index: number): number {
  const weigh = (weights: Weights, value: number) => (weights[index] ?? 0) * value;
  const periodic = (['full', 'low', 'high', 'harmony'] as const).reduce((sum, series) => {
    const { two, three, four, six } = evidence[series];
    const weights = PERIODICITY[series];
    return (
      sum + weigh(weights.two, two) + weigh(weights.three, three) + weigh(weights.four, four) + weigh(weights.six, six)
    );
  }, BIAS[index] ?? 0);
  return (
    periodic +
    weigh(FIRST_TRIPLET, evidence.firstTriplet) +
    weigh(HALF, evidence.half) +
    weigh(SECOND_TRIPLET, evidence.secondTriplet) +
    weigh(PERIOD, evidence.period)
  );
}

function beatsPerBar(signature: TimeSignature, { firstTriplet, secondTriplet }: MeterEvidence): number {
  if (signature === '3/4') return 3;
  if (signature === '4/4') return 4;
  return Math.max(firstTriplet, secondTriplet) < NO_TRIPLETS ? 6 : 2;
}
