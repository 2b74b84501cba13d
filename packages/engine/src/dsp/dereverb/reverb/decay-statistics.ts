/** How fast the levels of a band have been seen to fall. */
export interface BandDecay {
  /** Level after {@link DECAY_LAGS}[0] seconds against the level before, in the fastest of falls, decibels; at most 0. */
  readonly drop: number;
  /** Decibels per second from the first lag to the last; at most 0. */
  readonly slope: number;
  /** How many frames were loud enough to tell. */
  readonly evidence: number;
}

/** Seconds over which falls are watched. */
export const DECAY_LAGS = [0.064, 0.096, 0.16] as const;

/** Of the loud frames, this share falls faster than what counts as the room. */
const FASTEST_SHARE = 0.05;
/** A frame is loud when it lies this far above the noise, and no farther than this below the loudest, decibels. */
const ABOVE_NOISE = 20;
const BELOW_TOP = 25;
/** Least evidence, frames. */
const LEAST_EVIDENCE = 15;
const RANGE = 60;
const STEPS_PER_DECIBEL = 2;

/**
 * Watches how levels fall. When somebody stops speaking, dry speech is gone at once, and in a room no level can fall faster
 * than the room lets it: so the fastest falls of many tell the room's decay without knowing what was said (the idea of
 * Ratnam et al. 2003 and Löllmann, Yilmaz, Jeub & Vary 2010, with quantiles for maximum likelihood).
 */
export interface DecayStatistics {
  /**
   * @param levels - Of one band, decibels.
   * @param memory - What earlier levels count for from now on, 0 to 1.
   */
  add(band: number, levels: Float64Array, memory: number): void;
  /** What has been seen; `undefined` for bands with too little evidence. */
  decays(): Array<BandDecay | undefined>;
}

/** Makes the statistics of so many bands. */
export function createDecayStatistics(bands: number, hopSeconds: number): DecayStatistics {
  const cells = RANGE * STEPS_PER_DECIBEL + 1;
  const lags = DECAY_LAGS.map((seconds) => Math.max(1, Math.round(seconds / hopSeconds)));
  const histograms = Array.from({ length: bands }, () => lags.map(() => new Float64Array(cells)));
  return {
    add(band, levels, memory) {
      const sorted = levels.slice().sort();
      const floor = sorted[Math.floor(0.05 * (sorted.length - 1))] ?? 0;
      const top = sorted[Math.floor(0.95 * (sorted.length - 1))] ?? 0;
      const least = Math.max(floor + ABOVE_NOISE, top - BELOW_TOP);
      for (const [index, lag] of lags.entries()) {
        const histogram = histograms[band]?.[index];
        if (!histogram) continue;
        for (let cell = 0; cell < cells; cell++) histogram[cell] = memory * (histogram[cell] ?? 0);
        for (let t = 0; t + lag < levels.length; t++) {
          const before = levels[t] ?? 0;
          if (before < least) continue;
          const fall = Math.min(RANGE, Math.max(0, before - (levels[t + lag] ?? 0)));
          const cell = Math.round(fall * STEPS_PER_DECIBEL);
          histogram[cell] = (histogram[cell] ?? 0) + 1;
        }
      }
    },
    decays() {
      return histograms.map((perLag) => {
        const evidence = perLag[0]?.reduce((sum, count) => sum + count, 0) ?? 0;
        if (evidence < LEAST_EVIDENCE) return undefined;
        const falls = perLag.map(fastestFall);
        const span = (DECAY_LAGS[2] - DECAY_LAGS[0]) as number;
        const drop = -(falls[0] ?? 0);
        return { drop, slope: Math.min(0, (-(falls.at(-1) ?? 0) - drop) / span), evidence };
      });
    },
  };
}

/** The fall that only {@link FASTEST_SHARE} of all exceed, decibels. */
function fastestFall(histogram: Float64Array): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let above = 0;
  for (let cell = histogram.length - 1; cell >= 0; cell--) {
    above += histogram[cell] ?? 0;
    if (above >= FASTEST_SHARE * total) return cell / STEPS_PER_DECIBEL;
  }
  return 0;
}
