import { pitchStrength } from './pitch-strength.ts';
import { SpeechTurns, type VoiceChange } from './speech-turns.ts';

/** Seconds of one look at the sound. */
const FRAME = 0.02;
/** Looks that a pitch is sought in: it takes two periods. */
const FRAMES_FOR_PITCH = 2;
/** What is louder than the room by this much may be a voice, dB. */
const ABOVE_NOISE_DB = 9;
/** And what is quieter than this never is, dBFS. */
const QUIETEST_DB = -50;
/** And a room is never louder than this, dBFS. */
const LOUDEST_NOISE_DB = -35;
/** A voice that has begun may fall this far below before it counts as silent, dB. */
const HYSTERESIS_DB = 4;
/** How fast the idea of the room's noise rises, dB a second: slower than anyone speaks. */
const NOISE_RISE_DB = 3;
/** A vowel has at least so clear a pitch, 0 to 1. */
const VOWEL = 0.6;
/** Seconds without a vowel after which what is loud is no voice: nobody hisses for so long. */
const LONGEST_HISS = 0.5;

/**
 * Tells when someone speaks, by the level against that of the room, and by the pitch of vowels: steady or not, what hisses, roars
 * or clatters is no voice. It needs no download; music, and whoever whispers, are beyond it.
 */
export class VoiceGate {
  readonly #turns: SpeechTurns;
  readonly #sampleRate: number;
  readonly #frame: Float32Array;
  /** The last frames, one after the other. */
  readonly #window: Float32Array;
  readonly #seconds: number;
  #filled = 0;
  #noiseDb: number | undefined;
  #sinceVowel = Number.POSITIVE_INFINITY;

  /** @param sampleRate - Of the frames to come, hertz. @param silence - Seconds that end a turn. @default 0.7 */
  constructor(sampleRate: number, silence?: number) {
    this.#turns = new SpeechTurns(silence);
    this.#sampleRate = sampleRate;
    this.#frame = new Float32Array(Math.round(sampleRate * FRAME));
    this.#window = new Float32Array(this.#frame.length * FRAMES_FOR_PITCH);
    this.#seconds = this.#frame.length / sampleRate;
  }

  /** Whether someone speaks. */
  get speaks(): boolean {
    return this.#turns.speaks;
  }

  /** Takes more sound, and tells the last change in it. */
  push(frames: Float32Array): VoiceChange | undefined {
    let change: VoiceChange | undefined;
    for (const value of frames) {
      this.#frame[this.#filled] = value;
      this.#filled += 1;
      if (this.#filled < this.#frame.length) continue;
      this.#filled = 0;
      change = this.#turns.push(this.#isVoice(), this.#seconds) ?? change;
    }
    return change;
  }

  #isVoice(): boolean {
    this.#window.copyWithin(0, this.#frame.length);
    this.#window.set(this.#frame, this.#window.length - this.#frame.length);
    const isLoud = this.#isLoud();
    const isVowel = isLoud && pitchStrength(this.#window, this.#sampleRate) >= VOWEL;
    this.#sinceVowel = isVowel ? 0 : this.#sinceVowel + this.#seconds;
    return isLoud && this.#sinceVowel < LONGEST_HISS;
  }

  #isLoud(): boolean {
    const squares = this.#frame.reduce((sum, value) => sum + value * value, 0);
    const levelDb = Math.max(-100, 10 * Math.log10(squares / this.#frame.length + 1e-10));
    const noiseDb = Math.min(levelDb, (this.#noiseDb ?? levelDb) + NOISE_RISE_DB * this.#seconds);
    // What is there at first may be a voice already. A voice dips between syllables, and shows the room then.
    this.#noiseDb = Math.min(noiseDb, LOUDEST_NOISE_DB);
    return levelDb > Math.max(QUIETEST_DB, this.#noiseDb + ABOVE_NOISE_DB) - (this.speaks ? HYSTERESIS_DB : 0);
  }
}
