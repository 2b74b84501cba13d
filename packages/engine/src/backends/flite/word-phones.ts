import { PAUSE } from './flite-phones.ts';
import type { FliteProgram } from './flite-program.ts';
import { parsePhones } from './spoken-phones.ts';

// About 3 MB when full.
const MOST_WORDS = 10_000;

/**
 * The phones of single words, as flite says them. Those that are not known yet are asked for in one cheap run: the
 * diphone voice reads them as a list, much too fast, and its pauses tell them apart.
 */
export class WordPhones {
  readonly #program: FliteProgram;
  /** Least recently used first. */
  readonly #known = new Map<string, readonly string[]>();

  constructor(program: FliteProgram) {
    this.#program = program;
  }

  /** Words that are known now. */
  get size(): number {
    return this.#known.size;
  }

  /**
   * Tells the phones of each word, without stress.
   * @param words - Printable ASCII without white space.
   */
  of(words: readonly string[]): ReadonlyArray<readonly string[]> {
    this.#learn([...new Set(words)].filter((word) => !this.#known.has(word)));
    const phones = words.map((word) => this.#recall(word));
    while (this.#known.size > MOST_WORDS) {
      const [oldest] = this.#known.keys();
      if (oldest === undefined) break;
      this.#known.delete(oldest);
    }
    return phones;
  }

  #recall(word: string): readonly string[] {
    const phones = this.#known.get(word) ?? [];
    this.#known.delete(word);
    this.#known.set(word, phones);
    return phones;
  }

  #learn(words: readonly string[]): void {
    if (words.length === 0) return;
    const groups = this.#ask(words);
    const [word] = words;
    if (words.length === 1 && word !== undefined) {
      this.#known.set(word, groups.flat());
    } else if (groups.length === words.length) {
      for (const [index, each] of words.entries()) this.#known.set(each, groups[index] ?? []);
    } else {
      // One of them eats its comma (`Mr`) or has a pause inside (`555-1234`): halve until it is alone.
      const middle = words.length >> 1;
      this.#learn(words.slice(0, middle));
      this.#learn(words.slice(middle));
    }
  }

  /** Speaks the words with a pause after each; gives what is between the pauses. */
  #ask(words: readonly string[]): string[][] {
    const args = ['-voice', 'kal16', '--setf', 'duration_stretch=0.1', '-psdur', '-t', words.join(', ')];
    const groups: string[][] = [[]];
    for (const { symbol } of parsePhones(this.#program.run(args, { wav: false }).stdout)) {
      if (symbol === PAUSE) groups.push([]);
      else groups.at(-1)?.push(symbol);
    }
    return groups.filter((group) => group.length > 0);
  }
}
