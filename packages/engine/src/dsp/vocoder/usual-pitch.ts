/** Voice after which the usual pitch is known, and over which it is averaged, seconds. */
const LEARN_SECONDS = 1;
const MEMORY_SECONDS = 2;

/** Learns where a voice usually lies, so that an octave more or less needs more evidence; follows when speakers change. */
export class UsualPitch {
  /** How well it is known, 0 to 1. */
  trust = 0;
  /** Of the mean pitch, to the base 2. */
  #logarithm = 0;
  #seconds = 0;
  readonly #frameSeconds: number;

  constructor(frameSeconds: number) {
    this.#frameSeconds = frameSeconds;
  }

  /** Takes the pitch of a voiced frame, hertz. */
  learn(pitch: number): void {
    this.#seconds = Math.min(MEMORY_SECONDS, this.#seconds + this.#frameSeconds);
    this.trust = Math.min(1, this.#seconds / LEARN_SECONDS);
    this.#logarithm += (this.#frameSeconds / this.#seconds) * (Math.log2(pitch) - this.#logarithm);
  }

  /** Distance of a pitch from the usual one. */
  octavesTo(pitch: number): number {
    return Math.log2(pitch) - this.#logarithm;
  }
}
