import { encodeWav, toInt16 } from '../../audio/encode-wav.ts';
import { joinFrames } from '../../audio/time-stretch.ts';
import { VoiceActivity, type VoiceActivityOptions } from './voice-activity.ts';

/** Seconds before a voice is noticed that belong to it. */
const LEAD = 0.4;
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
}

/** Cuts a sound that keeps coming into utterances. */
export class UtteranceCutter {
  readonly #activity: VoiceActivity;
  readonly #sampleRate: number;
  readonly #listener: UtteranceListener;
  #pieces: Float32Array<ArrayBuffer>[] = [];
  #length = 0;
  #end = 0;

  /** @param sampleRate - Of the frames to come, hertz. */
  constructor(sampleRate: number, listener: UtteranceListener, options?: VoiceActivityOptions) {
    this.#sampleRate = sampleRate;
    this.#listener = listener;
    this.#activity = new VoiceActivity(sampleRate, options);
  }

  /** Whether someone speaks. */
  get speaks(): boolean {
    return this.#activity.speaks;
  }

  push(frames: Float32Array<ArrayBuffer>): void {
    this.#pieces.push(frames);
    this.#length += frames.length;
    this.#end += frames.length;
    const change = this.#activity.push(frames);
    if (change === 'began') this.#listener.began();
    if (change === 'ended' || this.#length > LONGEST * this.#sampleRate) this.flush();
    if (!this.#activity.speaks) this.#keep(LEAD * this.#sampleRate);
  }

  /** What of the current utterance has come, or nothing while nobody speaks. */
  soFar(): Utterance | undefined {
    return this.#activity.speaks ? this.#utterance() : undefined;
  }

  /** Ends the current utterance, if there is one. */
  flush(isSpoken = this.#activity.speaks || this.#length > LEAD * this.#sampleRate): void {
    if (isSpoken && this.#length > 0) this.#listener.spoken(this.#utterance());
    this.#keep(0);
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
