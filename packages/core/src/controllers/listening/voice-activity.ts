/** Seconds of one look at the sound. */
const FRAME = 0.02;
/** What is louder than the room by this much is a voice, dB. */
const ABOVE_NOISE_DB = 9;
/** And what is quieter than this never is, dBFS. */
const QUIETEST_DB = -50;
/** And a room is never louder than this, dBFS. */
const LOUDEST_NOISE_DB = -35;
/** A voice that has begun may fall this far below before it counts as silent, dB. */
const HYSTERESIS_DB = 4;
/** Seconds of voice before it counts: a click is shorter. */
const ONSET = 0.1;
/** How fast the idea of the room's noise rises, dB a second: slower than anyone speaks. */
const NOISE_RISE_DB = 3;

/** How turns are told from pauses. */
export interface VoiceActivityOptions {
  /** Seconds of silence after which a voice has ended. @default 0.7 */
  readonly silence?: number | undefined;
}

/** What changed: a voice began, or ended. */
export type VoiceChange = 'began' | 'ended';

/**
 * Tells when someone speaks, by the level against that of the room: the zero-dependency default. It knows loud from
 * quiet, not a voice from a hoover.
 */
export class VoiceActivity {
  readonly #silence: number;
  readonly #frame: Float32Array;
  readonly #seconds: number;
  #filled = 0;
  #noiseDb: number | undefined;
  #loud = 0;
  #quiet = 0;
  #speaks = false;

  /** @param sampleRate - Of the frames to come, hertz. */
  constructor(sampleRate: number, { silence = 0.7 }: VoiceActivityOptions = {}) {
    this.#silence = silence;
    this.#frame = new Float32Array(Math.round(sampleRate * FRAME));
    this.#seconds = this.#frame.length / sampleRate;
  }

  /** Whether someone speaks. */
  get speaks(): boolean {
    return this.#speaks;
  }

  /** Takes more sound, and tells the last change in it. */
  push(frames: Float32Array): VoiceChange | undefined {
    let change: VoiceChange | undefined;
    for (const value of frames) {
      this.#frame[this.#filled] = value;
      this.#filled += 1;
      if (this.#filled < this.#frame.length) continue;
      this.#filled = 0;
      change = this.#look() ?? change;
    }
    return change;
  }

  #look(): VoiceChange | undefined {
    const squares = this.#frame.reduce((sum, value) => sum + value * value, 0);
    const levelDb = Math.max(-100, 10 * Math.log10(squares / this.#frame.length + 1e-10));
    const noiseDb = Math.min(levelDb, (this.#noiseDb ?? levelDb) + NOISE_RISE_DB * this.#seconds);
    // What is there at first may be a voice already. A voice dips between syllables, and shows the room then.
    this.#noiseDb = Math.min(noiseDb, LOUDEST_NOISE_DB);
    const threshold = Math.max(QUIETEST_DB, this.#noiseDb + ABOVE_NOISE_DB) - (this.#speaks ? HYSTERESIS_DB : 0);
    const isLoud = levelDb > threshold;
    this.#loud = isLoud ? this.#loud + this.#seconds : Math.max(0, this.#loud - this.#seconds);
    this.#quiet = isLoud ? 0 : this.#quiet + this.#seconds;
    if (!this.#speaks && this.#loud >= ONSET) return this.#turn(true);
    if (this.#speaks && this.#quiet >= this.#silence) return this.#turn(false);
    return undefined;
  }

  #turn(speaks: boolean): VoiceChange {
    this.#speaks = speaks;
    this.#loud = 0;
    this.#quiet = 0;
    return speaks ? 'began' : 'ended';
  }
}
