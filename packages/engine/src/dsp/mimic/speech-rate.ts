/** Window over which power is averaged, seconds. */
const SMOOTHING = 0.06;
/** A nucleus stands out from the dips beside it by this much, decibels. */
const LEAST_DIP = 2;
/** Pauses longer than this are no part of speaking, seconds. */
const LONGEST_GAP = 0.25;

/**
 * Counts syllables per second of speaking, pauses left out.
 *
 * N. de Jong & T. Wempe, "Praat script to detect syllable nuclei and measure speech rate automatically", 2009: nuclei are
 * voiced peaks of the intensity with dips between them.
 * @param powers - Of each frame.
 * @returns 0 when nothing is spoken.
 */
export function syllableRate(
  powers: Float64Array,
  { f0, sounding, frameSeconds }: { f0: Float32Array; sounding: readonly boolean[]; frameSeconds: number },
): number {
  const levels = smoothed(powers, Math.max(1, Math.round(SMOOTHING / frameSeconds / 2)));
  let [nuclei, dip, peak] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let peakVoiced = false;
  for (const [frame, level] of levels.entries()) {
    if (level > peak) {
      peak = level;
      peakVoiced = (f0[frame] ?? 0) > 0 && (sounding[frame] ?? false);
    }
    if (level < peak - LEAST_DIP) {
      if (peak > dip + LEAST_DIP && peakVoiced) nuclei++;
      dip = level;
      peak = level;
      peakVoiced = false;
    } else if (level < dip) {
      dip = level;
      peak = level;
    }
  }
  const seconds = speakingSeconds(sounding, frameSeconds);
  return seconds > 0 ? nuclei / seconds : 0;
}

/** Time spent speaking, short gaps included. */
function speakingSeconds(sounding: readonly boolean[], frameSeconds: number): number {
  let [seconds, gap] = [0, Number.POSITIVE_INFINITY];
  for (const sounds of sounding) {
    if (!sounds) gap += frameSeconds;
    else {
      seconds += frameSeconds + (gap <= LONGEST_GAP ? gap : 0);
      gap = 0;
    }
  }
  return seconds;
}

/** Decibels of the running mean. */
function smoothed(powers: Float64Array, reach: number): Float64Array {
  let sum = 0;
  for (let frame = 0; frame < Math.min(reach, powers.length); frame++) sum += powers[frame] ?? 0;
  return powers.map((_, frame) => {
    sum += powers[frame + reach] ?? 0;
    sum -= powers[frame - reach - 1] ?? 0;
    return 10 * Math.log10(Math.max(0, sum) / (2 * reach + 1) + 1e-12);
  });
}
