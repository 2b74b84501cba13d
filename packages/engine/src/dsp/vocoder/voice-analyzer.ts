import { AperiodicityEstimator } from './aperiodicity.ts';
import { isHiss } from './hiss.ts';
import { PITCH_DEFAULTS, type PitchOptions, PitchTracker } from './pitch-tracker.ts';
import { SampleHistory } from './sample-history.ts';
import { EnvelopeEstimator } from './spectral-envelope.ts';
import type { VoiceFrames } from './voice-frames.ts';

/** Seconds around a frame that its windows reach: two periods and a quarter of the lowest pitch. */
const REACH_SECONDS = 2.5 / 47;

/**
 * Takes a voice apart as its samples come, with a look-ahead of 0.7 s; memory does not grow with the recording.
 *
 * WORLD: M. Morise, F. Yokomori & K. Ozawa, "WORLD: a vocoder-based high-quality speech synthesis system for real-time
 * applications", 2016. The pitch by {@link PitchTracker}, the envelope by CheapTrick, the aperiodicity by D4C.
 */
export class VoiceAnalyzer {
  readonly #sampleRate: number;
  readonly #frameSeconds: number;
  readonly #tracker: PitchTracker;
  readonly #envelope: EnvelopeEstimator;
  readonly #aperiodicity: AperiodicityEstimator;
  readonly #history: SampleHistory;
  /** Frames and PCM frames that were given out. */
  #frames = 0;
  #given = 0;

  /**
   * @param sampleRate - Hertz, 8000 to 48000.
   * @throws {RangeError} If a value is out of range.
   */
  constructor(sampleRate: number, options: PitchOptions = {}) {
    this.#sampleRate = sampleRate;
    this.#frameSeconds = options.frameSeconds ?? PITCH_DEFAULTS.frameSeconds;
    this.#tracker = new PitchTracker(sampleRate, options);
    this.#envelope = new EnvelopeEstimator(sampleRate);
    this.#aperiodicity = new AperiodicityEstimator(sampleRate);
    this.#history = new SampleHistory(this.#reach);
  }

  /** Takes the next mono samples, any number. @returns The frames that are ready; often none. */
  push(samples: Float32Array): VoiceFrames {
    this.#history.append(samples);
    const f0 = this.#tracker.push(samples);
    return this.#analyze(f0, this.#positionOf(this.#frames + f0.length));
  }

  /** Ends the recording. @returns The frames that are left. */
  flush(): VoiceFrames {
    const end = this.#history.end;
    this.#history.appendSilence(this.#reach);
    return this.#analyze(this.#tracker.flush(), end);
  }

  get #reach(): number {
    return Math.ceil(REACH_SECONDS * this.#sampleRate);
  }

  #analyze(f0: Float32Array, end: number): VoiceFrames {
    const { fftSize } = this.#envelope;
    const bins = fftSize / 2 + 1;
    const bands = this.#aperiodicity.bands.length;
    const envelope = new Float32Array(f0.length * bins);
    const aperiodicity = new Float32Array(f0.length * bands);
    for (let frame = 0; frame < f0.length; frame++) {
      const { samples, offset } = this.#history;
      const centre = this.#positionOf(this.#frames + frame) + offset;
      const row = envelope.subarray(frame * bins, (frame + 1) * bins);
      const shares = aperiodicity.subarray(frame * bands, (frame + 1) * bands);
      const pitch = f0[frame] ?? 0;
      this.#envelope.estimate(samples, centre, pitch, row);
      if (pitch === 0) shares.fill(1);
      else {
        this.#aperiodicity.estimate(samples, centre, pitch, shares);
        // A voiced fricative: what hisses is noise, and the voice goes on below it.
        if (isHiss(row, this.#sampleRate)) shares.fill(1, 1);
      }
    }
    const length = end - this.#given;
    this.#given = end;
    this.#frames += f0.length;
    this.#history.dropBefore(this.#positionOf(this.#frames) - this.#reach);
    return {
      sampleRate: this.#sampleRate,
      frameSeconds: this.#frameSeconds,
      frames: f0.length,
      length,
      f0,
      fftSize,
      bins,
      envelope,
      bands,
      aperiodicity,
    };
  }

  #positionOf(frame: number): number {
    return Math.round(frame * this.#frameSeconds * this.#sampleRate);
  }
}
