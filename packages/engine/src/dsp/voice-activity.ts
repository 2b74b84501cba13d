import { BandLevels } from './voice-activity-bands.ts';
import { SlidingBuffer } from './voice-activity-buffer.ts';
import { EvidenceMeter, type FrameEvidence } from './voice-activity-evidence.ts';

/** A stretch of speech. */
export interface SpeechStretch {
  /** Seconds from the start of the stream. */
  readonly start: number;
  readonly end: number;
  /** Mono PCM of the stretch, padding included. */
  readonly samples: Float32Array;
}

/** How speech is cut into stretches. */
export interface VoiceActivityOptions {
  /** Hertz, at least 8000. @default 16000 */
  readonly sampleRate?: number;
  /** A pause this long ends a stretch, seconds. @default 0.5 */
  readonly minPause?: number;
  /** Less speech than this is a click, seconds. @default 0.1 */
  readonly minSpeech?: number;
  /** Kept before the first and after the last speech of a stretch, seconds; half the pause between two at most. @default 0.15 */
  readonly padding?: number;
  /** No stretch is longer, seconds; a longer one is split at its quietest place. @default 25 */
  readonly maxStretch?: number;
}

/** Defaults of {@link VoiceActivityOptions}. */
export const VOICE_ACTIVITY_DEFAULTS = {
  sampleRate: 16_000,
  minPause: 0.5,
  minSpeech: 0.1,
  padding: 0.15,
  maxStretch: 25,
} as const satisfies Required<VoiceActivityOptions>;

const FRAMES_PER_SECOND = 100;
/** Divergence at which speech starts, and below which it ends, decibels. */
const START_DB = 6;
const END_DB = 4;

/**
 * Finds the stretches of speech in a stream of mono PCM and cuts them out, in linear time; memory is bounded by the longest
 * stretch, however long the stream.
 *
 * A frame of 10 ms is speech by the evidence of {@link EvidenceMeter}, with hysteresis. A stretch comes out as soon as
 * `minPause` (and the detector's look-ahead of 0.6 s) has passed after it.
 */
export class VoiceActivityDetector {
  readonly #options: Required<VoiceActivityOptions>;
  readonly #frameLength: number;
  readonly #bands: BandLevels;
  readonly #meter: EvidenceMeter;
  readonly #buffer = new SlidingBuffer();
  /** Index of the next frame whose evidence comes. */
  #frame = 0;
  #speaking = false;
  #stretch: OpenStretch | undefined;
  /** First PCM frame that no stretch has taken. */
  #taken = 0;
  #ready: SpeechStretch[] = [];

  constructor(options: VoiceActivityOptions = {}) {
    this.#options = { ...VOICE_ACTIVITY_DEFAULTS, ...options };
    this.#frameLength = Math.round(this.#options.sampleRate / FRAMES_PER_SECOND);
    this.#bands = new BandLevels(this.#options.sampleRate, this.#frameLength);
    this.#meter = new EvidenceMeter(this.#bands.bands);
  }

  /** Takes the next block, of any length; not kept, not changed. @returns The stretches that ended. */
  push(samples: Float32Array): SpeechStretch[] {
    this.#buffer.append(samples);
    this.#bands.push(samples, (levels) => {
      const evidence = this.#meter.push(levels);
      if (evidence) this.#judge(evidence);
    });
    this.#forget();
    return this.#collect();
  }

  /** Ends the stream. @returns The stretches that were still open. */
  flush(): SpeechStretch[] {
    for (const evidence of this.#meter.flush()) this.#judge(evidence);
    if (this.#stretch) this.#close(this.#stretch);
    return this.#collect();
  }

  #judge({ divergence, level }: FrameEvidence): void {
    const frame = this.#frame++;
    this.#speaking = divergence > (this.#speaking ? END_DB : START_DB);
    if (!this.#stretch) {
      if (!this.#speaking) return;
      this.#stretch = { from: frame, to: frame, speech: 0, levels: [] };
    }
    const stretch = this.#stretch;
    stretch.levels.push(level);
    if (this.#speaking) {
      stretch.to = frame + 1;
      stretch.speech++;
    }
    if (this.#seconds(frame - stretch.to) >= this.#options.minPause) this.#close(stretch);
    else if (this.#seconds(frame - stretch.from) + 2 * this.#options.padding >= this.#options.maxStretch) {
      this.#split(stretch);
    }
  }

  /** Ends a stretch at the quietest frame of its second half and goes on behind it. */
  #split(stretch: OpenStretch): void {
    const cut = quietestFrame(stretch.levels, Math.floor(stretch.levels.length / 2));
    this.#emit(this.#position(stretch.from) - this.#padding(), this.#position(stretch.from + cut));
    const speech = Math.max(0, stretch.to - stretch.from - cut);
    this.#stretch = {
      from: stretch.from + cut,
      to: Math.max(stretch.to, stretch.from + cut),
      speech,
      levels: stretch.levels.slice(cut),
    };
  }

  #close(stretch: OpenStretch): void {
    this.#stretch = undefined;
    this.#speaking = false;
    if (this.#seconds(stretch.speech) < this.#options.minSpeech) return;
    this.#emit(this.#position(stretch.from) - this.#padding(), this.#position(stretch.to) + this.#padding());
  }

  #emit(from: number, to: number): void {
    const first = Math.max(this.#taken, from);
    const last = Math.min(to, this.#buffer.end);
    this.#taken = last;
    const { sampleRate } = this.#options;
    this.#ready.push({ start: first / sampleRate, end: last / sampleRate, samples: this.#buffer.slice(first, last) });
  }

  /** Drops PCM that no stretch can reach any more. */
  #forget(): void {
    const next = this.#stretch?.from ?? this.#frame;
    this.#buffer.dropBefore(this.#position(next) - this.#padding());
  }

  #collect(): SpeechStretch[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #seconds(frames: number): number {
    return frames / FRAMES_PER_SECOND;
  }

  #position(frame: number): number {
    return frame * this.#frameLength;
  }

  #padding(): number {
    return Math.round(Math.min(this.#options.padding, this.#options.minPause / 2) * this.#options.sampleRate);
  }
}

/** A stretch that has not ended; frames of 10 ms. */
interface OpenStretch {
  readonly from: number;
  /** Just past the last frame of speech. */
  to: number;
  /** Frames of speech. */
  speech: number;
  /** Level per frame since `from`. */
  readonly levels: number[];
}

function quietestFrame(levels: readonly number[], from: number): number {
  let quietest = from;
  for (let frame = from; frame < levels.length; frame++) {
    if ((levels[frame] ?? 0) <= (levels[quietest] ?? 0)) quietest = frame;
  }
  return quietest;
}
