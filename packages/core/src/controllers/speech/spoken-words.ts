import type { TimedWord } from './active-word.ts';

/** Playback is at most so many times as fast as the clock. */
const FASTEST = 4;
/** Seconds by which the clock of the audio and that of the page may differ. */
const SLACK = 0.2;

/**
 * Tells of each word that sounds, in order and once. A busy page looks rarely: words that began and ended since it last looked
 * are told of then. What a jump left out has not sounded, and is not told of; after a jump back words are told of again.
 */
export class SpokenWords<Word extends TimedWord> {
  readonly #words: () => readonly Word[];
  readonly #tell: (word: Word, index: number) => void;
  #last = -1;
  #lookedAt = performance.now();

  constructor(words: () => readonly Word[], tell: (word: Word, index: number) => void) {
    this.#words = words;
    this.#tell = tell;
  }

  /** Takes note of the word that sounds now; -1 for none. */
  reach(index: number): void {
    const words = this.#words();
    const now = performance.now();
    const farthest = (FASTEST * (now - this.#lookedAt)) / 1000 + SLACK;
    this.#lookedAt = now;
    const reached = words[index];
    if (!reached || index === this.#last) return;
    const next = this.#last + 1;
    const isNear = index > this.#last && reached.start - (words[next]?.start ?? 0) <= farthest;
    this.#last = index;
    for (let at = isNear ? next : index; at <= index; at += 1) {
      const word = words[at];
      if (word) this.#tell(word, at);
    }
  }
}
