/** Seconds of voice before it counts: a click is shorter. */
const ONSET = 0.1;

/** What changed: a voice began, or ended. */
export type VoiceChange = 'began' | 'ended';

/** Makes turns of moments of voice: what is too short is no turn, and what pauses shortly goes on. */
export class SpeechTurns {
  readonly #silence: number;
  #voice = 0;
  #quiet = 0;
  #speaks = false;

  /** @param silence - Seconds without a voice after which a turn has ended. */
  constructor(silence = 0.7) {
    this.#silence = silence;
  }

  /** Whether someone speaks. */
  get speaks(): boolean {
    return this.#speaks;
  }

  /** Takes the next moment. @param seconds - How long it is. */
  push(isVoice: boolean, seconds: number): VoiceChange | undefined {
    this.#voice = isVoice ? this.#voice + seconds : Math.max(0, this.#voice - seconds);
    this.#quiet = isVoice ? 0 : this.#quiet + seconds;
    if (!this.#speaks && this.#voice >= ONSET) return this.#turn(true);
    if (this.#speaks && this.#quiet >= this.#silence) return this.#turn(false);
    return undefined;
  }

  #turn(speaks: boolean): VoiceChange {
    this.#speaks = speaks;
    this.#voice = 0;
    this.#quiet = 0;
    return speaks ? 'began' : 'ended';
  }
}
