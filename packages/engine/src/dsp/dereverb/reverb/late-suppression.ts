import type { BandDecay } from './decay-statistics.ts';
import { DECAY_LAGS } from './decay-statistics.ts';
import type { HearingBands } from './hearing-bands.ts';
import type { ReverbStrength } from './reverb-strength.ts';
import type { FrameLayout } from './spectral-analysis.ts';

/** Where nothing is known of a band's decay, and of no band's. */
const UNKNOWN: BandDecay = { drop: -60, slope: -200, evidence: 0 };
/** Slowest decay that is believed, decibels per second: an RT60 of 2 s. */
const SLOWEST = -30;
/** Seconds over which the signal-to-reverberation ratio is smoothed. */
const SMOOTHING = 0.03;
const SILENCE = 1e-12;

/**
 * Suppresses what is left of the late tail, frame by frame: a bin's late power is what it held some time ago, fallen as
 * levels fall in that room (Lebart, Boucher & Denbigh 2001, "A new method based on spectral subtraction for speech
 * dereverberation"; the level of the tail against the direct sound as in Habets, Gannot & Cohen 2009), and the gain is
 * Wiener's with the decision-directed ratio of Ephraim & Malah 1984.
 */
export interface LateSuppression {
  /** Sets how levels fall from now on; bands of which nothing is known are taken for the middle of the others. */
  update(decays: ReadonlyArray<BandDecay | undefined>): void;
  /**
   * @param power - Of each bin in the next frame, summed over the channels.
   * @param gains - Receives a gain per bin, from the strength's floor to 1.
   */
  push(power: Float32Array, gains: Float32Array): void;
}

/** Makes the suppression for one recording. */
export function createLateSuppression(
  layout: FrameLayout,
  bands: HearingBands,
  { oversubtraction, floor }: ReverbStrength,
): LateSuppression {
  const { bins, hopSeconds } = layout;
  const lag = Math.max(1, Math.round(DECAY_LAGS[0] / hopSeconds));
  /** Powers of the last frames, in a ring. */
  const past = new Float32Array(lag * bins);
  const late = new Float32Array(bins);
  const speech = new Float32Array(bins);
  /** Per frame, and of what is added per frame. */
  const fading = new Float32Array(bins);
  const share = new Float32Array(bins);
  const smoothing = Math.exp(-hopSeconds / SMOOTHING);
  let frame = 0;
  return {
    update(decays) {
      const middle = middleOf(decays);
      const known = decays.map((decay) => decay ?? middle);
      for (let bin = 0; bin < bins; bin++) {
        const { drop, slope } = decayAt(known, bands, layout, bin) ?? middle;
        const fade = 10 ** ((Math.min(SLOWEST, slope) * hopSeconds) / 10);
        fading[bin] = fade;
        share[bin] = (1 - fade) * 10 ** (drop / 10);
      }
    },
    push(power, gains) {
      const oldest = (frame++ % lag) * bins;
      for (let bin = 0; bin < bins; bin++) {
        const tail = (fading[bin] ?? 0) * (late[bin] ?? 0) + (share[bin] ?? 0) * (past[oldest + bin] ?? 0);
        late[bin] = tail;
        const noise = oversubtraction * tail + SILENCE;
        const now = power[bin] ?? 0;
        const ratio = smoothing * ((speech[bin] ?? 0) / noise) + (1 - smoothing) * Math.max(0, now / noise - 1);
        const gain = Math.max(floor, ratio / (1 + ratio));
        gains[bin] = gain;
        speech[bin] = gain * gain * now;
      }
      past.set(power, oldest);
    },
  };
}

function middleOf(decays: ReadonlyArray<BandDecay | undefined>): BandDecay {
  const known = decays.filter((decay) => decay !== undefined).sort((a, b) => a.drop - b.drop);
  return known[known.length >> 1] ?? UNKNOWN;
}

/** Decay at a bin, between the middles of two bands. */
function decayAt(
  known: readonly BandDecay[],
  bands: HearingBands,
  layout: FrameLayout,
  bin: number,
): BandDecay | undefined {
  const hertz = bin * layout.binWidth;
  const above = bands.centres.findIndex((centre) => centre > hertz);
  if (above <= 0) return above === 0 ? known[0] : known.at(-1);
  const [low, high] = [known[above - 1], known[above]];
  const [from, to] = [bands.centres[above - 1] ?? 0, bands.centres[above] ?? 1];
  if (!low || !high) return low ?? high;
  const weight = (hertz - from) / (to - from);
  return {
    drop: low.drop + weight * (high.drop - low.drop),
    slope: low.slope + weight * (high.slope - low.slope),
    evidence: 0,
  };
}
