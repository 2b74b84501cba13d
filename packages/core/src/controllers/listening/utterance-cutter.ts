import { encodeWav, toInt16 } from '../../audio/encode-wav.ts';
import { joinFrames } from '../../audio/time-stretch.ts';
import { DetectedTurns } from './detected-turns.ts';
import type { VoiceChange } from './speech-turns.ts';
import type { VoiceDetector } from './voice-detector.ts';
import { VoiceGate } from './voice-gate.ts';

/** Seconds before a voice is noticed that belong to it; a detector notices later. */
const LEAD = { gate: 0.4, detector: 0.8 };
/** Seconds after which a voice that does not pause is cut all the same. */
const LONGEST = 25;

/** Most seconds of a pause that stay between two utterances that are joined. */
const LONGEST_PAUSE = 1;

/** A stretch of speech, from one pause to the next. */
export interface Utterance {
  readonly frames: Float32Array<ArrayBuffer>;
  /** Hertz. */
  readonly sampleRate: number;
  /** Seconds since listening began. */
  readonly start: number;
}

/** Who hears what the cutter finds. */
export interface UtteranceListener {
  /** Someone began to speak. */
  began(): void;
  /** Someone has spoken. */
  spoken(utterance: Utterance): void;
  /** What tells voices from other sound cannot go on. */
  failed?(error: unknown): void;
}

/** How turns are told from pauses. */
export interface TurnOptions {
  /** Seconds of silence after which a voice has ended. @default 0.7 */
  readonly silence?: number | undefined;
  /** What tells a voice from other sound. @default Level and pitch, without a download. */
  readonly detector?: VoiceDetector | undefined;
}

/** How a cutter is made. */
export interface CutterOptions extends TurnOptions {
  /** Of the frames to come, hertz; 16000 for a detector. */
  readonly sampleRate: number;
  /** Ends a detector. */
  readonly signal: AbortSignal;
}

/** Cuts a sound that keeps coming into utterances. */
export class UtteranceCutter {
  readonly #turns: VoiceGate | DetectedTurns;
  readonly #sampleRate: number;
  /** In frames. */
  readonly #lead: number;
  readonly #listener: UtteranceListener;
  #pieces: Float32Array<ArrayBuffer>[] = [];
  #length = 0;
  #end = 0;

  constructor(listener: UtteranceListener, { sampleRate, silence, detector, signal }: CutterOptions) {
    this.#sampleRate = sampleRate;
    this.#lead = LEAD[detector ? 'detector' : 'gate'] * sampleRate;
    this.#listener = listener;
    const told = {
      changed: (change: VoiceChange) => this.#changed(change),
      failed: (error: unknown) => listener.failed?.(error),
    };
    this.#turns = detector
      ? new DetectedTurns(detector, told, { silence, signal })
      : new VoiceGate(sampleRate, silence);
  }

  /** Whether someone speaks. */
  get speaks(): boolean {
    return this.#turns.speaks;
  }

  push(frames: Float32Array<ArrayBuffer>): void {
    this.#pieces.push(frames);
    this.#length += frames.length;
    this.#end += frames.length;
    const change = this.#turns.push(frames);
    if (change) this.#changed(change);
    if (this.#length > LONGEST * this.#sampleRate) this.flush();
    if (!this.speaks) this.#keep(this.#lead);
  }

  /** What of the current utterance has come, or nothing while nobody speaks. */
  soFar(): Utterance | undefined {
    return this.speaks ? this.#utterance() : undefined;
  }

  /** Ends the current utterance, if there is one. */
  flush(isSpoken = this.speaks || this.#length > this.#lead): void {
    if (isSpoken && this.#length > 0) this.#listener.spoken(this.#utterance());
    this.#keep(0);
  }

  #changed(change: VoiceChange): void {
    if (change === 'began') this.#listener.began();
    else this.flush(true);
  }

  #utterance(): Utterance {
    const frames = joinFrames(this.#pieces);
    this.#pieces = [frames];
    return { frames, sampleRate: this.#sampleRate, start: (this.#end - this.#length) / this.#sampleRate };
  }

  #keep(frames: number): void {
    for (;;) {
      const [first] = this.#pieces;
      if (!first || this.#length - first.length < frames || this.#length <= frames) return;
      this.#pieces.shift();
      this.#length -= first.length;
    }
  }
}

/** Two utterances of one microphone as one, with the pause between them. */
export function joinUtterances(first: Utterance, second: Utterance): Utterance {
  const { sampleRate, start } = first;
  const pause = Math.round((second.start - start) * sampleRate) - first.frames.length;
  const silence = new Float32Array(Math.max(0, Math.min(pause, LONGEST_PAUSE * sampleRate)));
  return { frames: joinFrames([first.frames, silence, second.frames]), sampleRate, start };
}

/** An utterance as a WAV file. */
export function utteranceFile({ frames, sampleRate }: Utterance): Blob {
  return new Blob([encodeWav(Int16Array.from(frames, toInt16), sampleRate, 1)], { type: 'audio/wav' });
}
