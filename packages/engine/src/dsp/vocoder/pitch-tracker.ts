import { createResampler, type Resampler } from '../../audio/resample.ts';
import { CandidateFinder } from './pitch-candidates.ts';
import { PitchPath } from './pitch-path.ts';
import { refinePitch } from './pitch-refinement.ts';
import { SampleHistory } from './sample-history.ts';
import { checkSampleRate, countFrames, FRAME_SECONDS } from './voice-frames.ts';

/** Where a pitch is looked for. */
export interface PitchOptions {
  /** Lowest pitch, hertz, at least 40. @default 60 */
  readonly floor?: number;
  /** Highest pitch, hertz, at most 1000. @default 600 */
  readonly ceiling?: number;
  /** Seconds from one frame to the next, 0.001 to 0.02. @default 0.005 */
  readonly frameSeconds?: number;
}

/** Defaults of {@link PitchOptions}. */
export const PITCH_DEFAULTS = {
  floor: 60,
  ceiling: 600,
  frameSeconds: FRAME_SECONDS,
} as const satisfies Required<PitchOptions>;

/** Rate at which pitch is looked for, hertz: the partials that count lie far below. */
const PITCH_RATE = 8000;
/** Voices of fewer frames are none, seconds. */
const SHORTEST_VOICE = 0.025;

/**
 * Tracks the pitch of a voice as its samples come, with a look-ahead of 0.6 s.
 *
 * Candidates of each frame by autocorrelation, the likeliest path through them, and a refinement of what was chosen; see
 * `CandidateFinder`, `PitchPath` and `refinePitch`.
 */
export class PitchTracker {
  readonly #sampleRate: number;
  readonly #frameSeconds: number;
  readonly #resampler: Resampler;
  readonly #finder: CandidateFinder;
  readonly #path: PitchPath;
  readonly #history: SampleHistory;
  readonly #shortestVoice: number;
  #length = 0;
  /** Frames whose candidates are found, and frames that are decided. */
  #found = 0;
  #decided = 0;
  /** Decided frames that are not given out. */
  #ready: number[] = [];
  /** Voiced frames at the end of those. */
  #run = 0;

  /** @throws {RangeError} If a value is out of range. */
  constructor(sampleRate: number, options: PitchOptions = {}) {
    const { floor, ceiling, frameSeconds } = { ...PITCH_DEFAULTS, ...options };
    checkSampleRate(sampleRate);
    checkOptions(floor, ceiling, frameSeconds);
    this.#sampleRate = sampleRate;
    this.#frameSeconds = frameSeconds;
    this.#resampler = createResampler(sampleRate, PITCH_RATE, 1);
    this.#finder = new CandidateFinder(PITCH_RATE, floor, ceiling);
    this.#path = new PitchPath(frameSeconds, ceiling);
    this.#history = new SampleHistory(2 * this.#finder.halfWindow);
    this.#shortestVoice = Math.round(SHORTEST_VOICE / frameSeconds);
  }

  /** Takes the next samples, any number. @returns Pitch of the frames that are decided, hertz; 0 where unvoiced. */
  push(samples: Float32Array): Float32Array {
    this.#length += samples.length;
    const finite = samples.every(Number.isFinite) ? samples : samples.map((v) => (Number.isFinite(v) ? v : 0));
    this.#append(this.#resampler.push([finite]));
    this.#find(Math.floor((this.#history.end - this.#finder.halfWindow) / (PITCH_RATE * this.#frameSeconds)));
    return this.#take(this.#ready.length - this.#run);
  }

  /** Ends the signal. @returns Pitch of the frames that are left. */
  flush(): Float32Array {
    this.#append(this.#resampler.flush());
    this.#history.appendSilence(2 * this.#finder.halfWindow);
    this.#find(countFrames(this.#length, this.#sampleRate, this.#frameSeconds));
    this.#path.flush(this.#accept);
    this.#accept(0);
    return this.#take(this.#ready.length - 1);
  }

  #append([channel]: Float32Array[]): void {
    if (channel) this.#history.append(channel);
  }

  #find(until: number): void {
    for (; this.#found < until; this.#found++) {
      const stage = this.#path.take();
      this.#finder.find(
        this.#history.samples,
        Math.round(this.#position(this.#found)) + this.#history.offset,
        stage.candidates,
      );
      this.#path.push(stage, this.#accept);
    }
    this.#history.dropBefore(Math.floor(this.#position(this.#decided)) - 2 * this.#finder.halfWindow);
  }

  readonly #accept = (pitch: number): void => {
    if (pitch > 0) {
      const centre = this.#position(this.#decided) + this.#history.offset;
      this.#ready.push(refinePitch(this.#history.samples, PITCH_RATE, centre, pitch));
      this.#run++;
    } else {
      if (this.#run < this.#shortestVoice) this.#ready.fill(0, this.#ready.length - this.#run);
      this.#ready.push(0);
      this.#run = 0;
    }
    if (this.#run > this.#shortestVoice) this.#run = this.#shortestVoice;
    this.#decided++;
  };

  #position(frame: number): number {
    return frame * this.#frameSeconds * PITCH_RATE;
  }

  #take(count: number): Float32Array {
    return Float32Array.from(this.#ready.splice(0, count));
  }
}

function checkOptions(floor: number, ceiling: number, frameSeconds: number): void {
  if (!(floor >= 40 && floor < ceiling && ceiling <= 1000)) {
    throw new RangeError(`Expected pitches from 40 to 1000 Hz, the lower first, got ${floor} and ${ceiling}.`);
  }
  if (!(frameSeconds >= 0.001 && frameSeconds <= 0.02)) {
    throw new RangeError(`Expected frames of 0.001 to 0.02 s, got ${frameSeconds}.`);
  }
}
