/** Voices that are shorter are none, seconds. */
const SHORTEST_VOICE = 0.025;
/** Farthest that a voice is followed beyond where it was found, seconds. */
const FARTHEST_EDGE = 0.03;
/** Steps from one frame to the next beyond which neighbours are not averaged. */
const LARGEST_STEP = 1.15;

/**
 * Cleans a melody frame by frame, as it comes: drops voices that are too short, follows the others beyond their edges, and
 * smooths them lightly. Frames leave once nothing more can change them.
 */
export class PitchContour {
  readonly #shortest: number;
  readonly #farthest: number;
  readonly #follow: (frame: number, near: number) => number;
  /** Frames from {@link #first} on, that wait; the frame before them, unsmoothed. */
  #waiting: number[] = [];
  #first = 0;
  #before = 0;
  /** Voiced frames that were pushed last, without a gap. */
  #run = 0;
  /** Frames by which the last voice may still be followed. */
  #left = 0;

  /** @param follow - Gives the pitch of a frame beside a voiced one, or 0; asked for frames that wait or come next. */
  constructor(frameSeconds: number, follow: (frame: number, near: number) => number) {
    this.#shortest = Math.max(1, Math.round(SHORTEST_VOICE / frameSeconds));
    this.#farthest = Math.round(FARTHEST_EDGE / frameSeconds);
    this.#follow = follow;
  }

  /** Takes the pitch of the next frame, hertz; 0 where unvoiced. */
  push(pitch: number): void {
    this.#waiting.push(pitch);
    if (pitch > 0) {
      this.#run++;
      if (this.#run === this.#shortest) this.#followBack();
    } else {
      this.#endRun();
      this.#followOn();
    }
  }

  /** The frames that are done. */
  take(): Float32Array {
    return this.#give(Math.max(0, this.#waiting.length - this.#shortest - this.#farthest - 1));
  }

  /** All frames. */
  flush(): Float32Array {
    this.#endRun();
    return this.#give(this.#waiting.length);
  }

  #endRun(): void {
    if (this.#run >= this.#shortest) this.#left = this.#farthest;
    else if (this.#run > 0) {
      // The gap's zero is there already, except at the end of all.
      const end = this.#waiting.at(-1) === 0 ? this.#waiting.length - 1 : this.#waiting.length;
      this.#waiting.fill(0, end - this.#run, end);
      this.#left = 0;
    }
    this.#run = 0;
  }

  /** Follows the voice that has begun into the frames before it. */
  #followBack(): void {
    const begin = this.#waiting.length - this.#run;
    for (let index = begin - 1; index >= Math.max(0, begin - this.#farthest); index--) {
      if ((this.#waiting[index] ?? 0) > 0) return;
      const pitch = this.#follow(this.#first + index, this.#waiting[index + 1] ?? 0);
      if (pitch === 0) return;
      this.#waiting[index] = pitch;
    }
  }

  /** Follows the voice that has ended into the frame that was pushed. */
  #followOn(): void {
    if (this.#left === 0) return;
    const index = this.#waiting.length - 1;
    const pitch = this.#follow(this.#first + index, this.#waiting[index - 1] ?? this.#before);
    this.#waiting[index] = pitch;
    this.#left = pitch > 0 ? this.#left - 1 : 0;
  }

  #give(count: number): Float32Array {
    const given = Float32Array.from({ length: count }, (_, index) => {
      const pitch = this.#waiting[index] ?? 0;
      const smoothed = smooth(this.#before, pitch, this.#waiting[index + 1] ?? 0);
      this.#before = pitch;
      return smoothed;
    });
    this.#waiting = this.#waiting.slice(count);
    this.#first += count;
    return given;
  }
}

/** Mean of a pitch, six times, and its neighbours, where they continue it. */
function smooth(before: number, pitch: number, after: number): number {
  if (pitch === 0) return 0;
  const near = (other: number) => (other > pitch / LARGEST_STEP && other < pitch * LARGEST_STEP ? other : pitch);
  return (near(before) + 6 * pitch + near(after)) / 8;
}
