import { findFirstClauseEnd, findPartEnd, LONGEST_SENTENCE } from './clause-end.ts';
import { findSentenceEnd, type PassageEnd } from './sentence-end.ts';

/** A stretch of text that is spoken in one go. */
export interface Passage {
  /** Index of its first character, counted over everything that was pushed. */
  readonly from: number;
  readonly to: number;
  /** What ends with it. */
  readonly ends: PassageEnd;
}

/**
 * Divides a text into passages of at most a few hundred characters: sentences, parts of long ones, and a first one that
 * is short. Takes its text in pieces and gives each passage as soon as no further text can change it: however the text
 * is cut into pieces, the passages are the same.
 */
export class SentenceSplitter {
  #text = '';
  /** Index of the first character of `#text`, over everything pushed. */
  #offset = 0;
  #scanned = 0;
  #column = 0;
  #ended = false;
  #wantsShort: boolean;

  /** @param options.firstShort - Whether the first passage is to be short. */
  constructor({ firstShort }: { readonly firstShort: boolean }) {
    this.#wantsShort = firstShort;
  }

  /** Adds cleaned text. */
  push(text: string): void {
    this.#text += text;
  }

  /** Tells that no more text will come. */
  end(): void {
    this.#ended = true;
  }

  /** The next passage; `undefined` when it takes more text to tell, or when there is none. */
  next(): Passage | undefined {
    this.#dropLeadingBlank();
    if (this.#text === '') return undefined;
    const search = { text: this.#text, from: this.#scanned, atEnd: this.#ended, column: this.#column };
    const found = findSentenceEnd(search);
    const scanned = 'end' in found ? found.end : found.resumeAt;
    this.#scanned = Math.min(scanned, this.#text.length);
    if (scanned > LONGEST_SENTENCE) return this.#divide(scanned, 'end' in found);
    if ('end' in found) {
      const clause = this.#firstClause(found.end, true);
      return clause ?? this.#take(found.end, found.ends);
    }
    if (this.#ended) return this.#firstClause(this.#text.length, true) ?? this.#take(this.#text.length, 'text');
    return this.#firstClause(scanned, false);
  }

  #divide(scanned: number, complete: boolean): Passage {
    const clause = this.#firstClause(scanned, complete);
    return clause ?? this.#take(findPartEnd(this.#text), 'clause');
  }

  #firstClause(length: number, complete: boolean): Passage | undefined {
    if (!this.#wantsShort) return undefined;
    const end = findFirstClauseEnd({ text: this.#text.slice(0, Math.min(length, LONGEST_SENTENCE)), complete });
    return end === undefined ? undefined : this.#take(end, 'clause');
  }

  #take(length: number, ends: PassageEnd): Passage {
    const from = this.#offset;
    this.#wantsShort = false;
    this.#drop(length);
    return { from, to: from + length, ends };
  }

  #dropLeadingBlank(): void {
    const blank = this.#text.search(/\S/);
    if (blank !== 0) this.#drop(blank === -1 ? this.#text.length : blank);
  }

  #drop(length: number): void {
    const newline = this.#text.lastIndexOf('\n', length - 1);
    this.#column = newline === -1 ? this.#column + length : length - 1 - newline;
    this.#text = this.#text.slice(length);
    this.#offset += length;
    // What a mark means depends on what stands before it, and that has changed.
    this.#scanned = 0;
  }
}
