import { SILENCE_DB } from './voice-activity-bands.ts';
import { SlidingQuantile } from './voice-activity-quantile.ts';

/** What speaks for speech in one frame. */
export interface FrameEvidence {
  /** Mean over the bands of how far each stands above its own noise floor, decibels, 0 to {@link BAND_CEILING_DB}. */
  readonly divergence: number;
  /** Level of the loudest band, decibels below full scale: what "quiet" is measured by. */
  readonly level: number;
}

/** Half the width of the mean that smooths the levels, frames of 10 ms. */
const SMOOTHING_FRAMES = 2;
/** How much of the past the noise floor is taken from, frames: longer than a phrase, shorter than a change of place. */
const FLOOR_FRAMES = 400;
/** Which quantile of the level is the floor. The minimum itself would follow every dropout and fade. */
const FLOOR_QUANTILE = 0.1;
/** How much of the future it sees too, so that the first word of a recording is not taken for its noise. */
const LOOK_AHEAD_FRAMES = 60;
/** The quantile of steady noise lies below its mean by about this much, decibels, smoothed as here. */
const QUANTILE_BIAS_DB = 2;
/** No floor is taken to be lower, decibels below full scale: below it lies the rounding noise of 16 bits. */
const LOWEST_FLOOR_DB = -72;
/** One loud band counts no further, decibels: a whistle or a hum is not speech. */
const BAND_CEILING_DB = 24;

/**
 * Compares the level of each band with the noise floor of that band.
 *
 * The measure is a long-term spectral divergence as of J. Ramírez et al., "Efficient voice activity detection algorithms
 * using long-term speech information", Speech Communication 42 (2004), over octaves instead of FFT bins. The floor is a
 * low quantile of the smoothed level over a few seconds, after V. Stahl, A. Fischer and R. Bippus, "Quantile based noise
 * estimation for spectral subtraction and Wiener filtering", ICASSP 2000: also speech leaves each band alone now and then.
 *
 * Answers come {@link EvidenceMeter.delay} frames late; constant time and memory per frame.
 */
export class EvidenceMeter {
  /** Frames between a level going in and its evidence coming out. */
  readonly delay = LOOK_AHEAD_FRAMES;
  readonly #floors: readonly SlidingQuantile[];
  /** Raw levels of the last frames, for the mean. */
  readonly #recent: Float64Array[] = [];
  /** Smoothed levels that wait for their future. */
  readonly #waiting: Float64Array[] = [];

  /** @param bands - Number of levels per frame. */
  constructor(bands: number) {
    this.#floors = Array.from({ length: bands }, () => new SlidingQuantile(FLOOR_FRAMES, FLOOR_QUANTILE));
  }

  /** Takes the levels of the next frame and gives the evidence of an earlier one, once there is one. */
  push(levels: Float64Array): FrameEvidence | undefined {
    this.#recent.push(levels);
    if (this.#recent.length > 2 * SMOOTHING_FRAMES + 1) this.#recent.shift();
    if (this.#recent.length > SMOOTHING_FRAMES) this.#take(smoothed(this.#recent));
    return this.#waiting.length > LOOK_AHEAD_FRAMES - SMOOTHING_FRAMES ? this.#judge() : undefined;
  }

  /** The evidence of the frames that still wait; the stream is over. */
  flush(): FrameEvidence[] {
    for (let left = Math.min(SMOOTHING_FRAMES, this.#recent.length); left > 0; left--) {
      if (this.#recent.length > SMOOTHING_FRAMES + 1) this.#recent.shift();
      this.#take(smoothed(this.#recent));
    }
    const rest: FrameEvidence[] = [];
    while (this.#waiting.length > 0) rest.push(this.#judge());
    return rest;
  }

  #take(levels: Float64Array): void {
    this.#waiting.push(levels);
    levels.forEach((level, band) => {
      // Digital silence is an edit or a gap of transmission, not the noise of the room.
      this.#floors[band]?.push(level > SILENCE_DB ? level : undefined);
    });
  }

  #judge(): FrameEvidence {
    const levels = this.#waiting.shift() ?? new Float64Array();
    let sum = 0;
    let loudest = SILENCE_DB;
    levels.forEach((level, band) => {
      const floor = Math.max(LOWEST_FLOOR_DB, (this.#floors[band]?.value ?? SILENCE_DB) + QUANTILE_BIAS_DB);
      sum += Math.min(BAND_CEILING_DB, Math.max(0, level - floor));
      loudest = Math.max(loudest, level);
    });
    return { divergence: sum / Math.max(1, levels.length), level: loudest };
  }
}

/** Mean of the frames per band, in decibels, so that one click does not outweigh its neighbours. */
function smoothed(frames: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(frames[0]?.length ?? 0);
  for (const levels of frames) {
    for (let band = 0; band < mean.length; band++) mean[band] = (mean[band] ?? 0) + (levels[band] ?? 0) / frames.length;
  }
  return mean;
}
