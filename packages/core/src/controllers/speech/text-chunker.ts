/** Most characters before the first sound, when no sentence has ended by then: a first clause will do. */
const FIRST_CHARACTERS = 60;
/** Fewest characters of a chunk that is not the last: "Dr." is no sentence. */
const FEWEST_CHARACTERS = 16;
/** Most characters of a chunk, unless one sentence has more: services take only so many at once. */
const MOST_CHARACTERS = 600;
const CLAUSE_END = /[,;:–—]\s/gu;
const SPEAKABLE = /[\p{L}\p{N}]/u;

/** A piece of a text, and where in the text it stands. */
export interface TextChunk {
  readonly text: string;
  /** UTF-16 index in the whole text. */
  readonly offset: number;
}

/** Cuts a text that is still arriving into pieces that can be spoken by themselves: whole sentences, at first a clause. */
export class TextChunker {
  readonly #sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  #rest = '';
  #offset = 0;

  /** Takes more of the text. */
  add(text: string): void {
    this.#rest += text;
  }

  /** Gives all that can be spoken by now as one piece. @param isWhole - Whether no more text comes. */
  take(isWhole: boolean): TextChunk | undefined {
    const isLast = isWhole && this.#rest.length <= MOST_CHARACTERS;
    let length = isLast ? this.#rest.length : this.#ready();
    // Quotes and spaces wait for the words that they belong to, while any can come.
    if (isWhole && !SPEAKABLE.test(this.#rest.slice(0, length))) length = this.#rest.length;
    const text = this.#rest.slice(0, length);
    if (!SPEAKABLE.test(text)) return undefined;
    const chunk = { text, offset: this.#offset };
    this.#rest = this.#rest.slice(length);
    this.#offset += length;
    return chunk;
  }

  /** Length of what can be spoken by now. */
  #ready(): number {
    // The last sentence may go on.
    const ends = [...this.#sentences.segment(this.#rest)].map(({ index }) => index);
    const end = ends.findLast((each) => each <= MOST_CHARACTERS && each > 0) ?? ends[1] ?? 0;
    if (end >= FEWEST_CHARACTERS) return end;
    if (this.#offset > 0 || this.#rest.length < FIRST_CHARACTERS) return 0;
    const clauses = [...this.#rest.matchAll(CLAUSE_END)].map(({ index }) => index + 2);
    return clauses.find((each) => each >= FEWEST_CHARACTERS) ?? 0;
  }
}
