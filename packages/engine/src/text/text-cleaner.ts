import { SourceTextBuilder } from './source-text.ts';

/** Longest run of one character that is read; the rest of it is dropped. */
const LONGEST_RUN = 32;
/** Most marks on one letter that are kept. Vietnamese and Hebrew need three. */
const MOST_MARKS = 4;

const MARK = /\p{M}/u;
// Breaking spaces; a tab and every wide or narrow space is a space.
const SPACE = /[\t\v\f \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
const NEWLINE = /[\n\r\u0085\u2028\u2029]/;
// Controls, soft hyphen, bidirectional and invisible controls, interlinear notes, replacement and private characters.
const DROPPED =
  /[\p{Cc}\p{Co}\p{Cn}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/u;

/** White space since the last letter. */
const NO_BLANK = { any: false, newlines: 0, carriageReturn: false };

/** How text is cleaned. */
export interface TextCleanerOptions {
  /** Whether lines mean nothing, as in markup: a newline is then a space. */
  readonly newlinesAreSpaces: boolean;
}

/**
 * Drops what nobody can speak (control and bidirectional characters, halves of surrogate pairs, endless repeats) and
 * writes every run of white space as one space or at most two newlines. Takes its text in pieces, however they are cut.
 */
export class TextCleaner {
  /** What has come out so far; the caller takes from its front. */
  readonly output = new SourceTextBuilder();
  readonly #newlinesAreSpaces: boolean;
  #pendingHigh: { readonly unit: string; readonly source: number } | undefined;
  #last = '';
  #run = 0;
  #marks = 0;
  #blank = NO_BLANK;

  constructor({ newlinesAreSpaces }: TextCleanerOptions) {
    this.#newlinesAreSpaces = newlinesAreSpaces;
  }

  /**
   * Takes the next piece.
   * @param source - Index of its first character in the original.
   * @param span - Length in the original of what the whole piece stands for (an entity); absent: one to one.
   */
  push(piece: string, source: number, span?: number): void {
    for (let i = 0; i < piece.length; i++) {
      const at = span === undefined ? source + i : source;
      const unit = piece.charAt(i);
      const code = piece.charCodeAt(i);
      if (code >= 0xdc00 && code <= 0xdfff) {
        const high = this.#pendingHigh;
        this.#pendingHigh = undefined;
        if (high && !DROPPED.test(high.unit + unit)) this.#letter(high.unit + unit, high.source, span);
      } else {
        this.#pendingHigh = code >= 0xd800 && code <= 0xdbff ? { unit, source: at } : undefined;
        if (!this.#pendingHigh) this.#unit(unit, code, at, span);
      }
    }
  }

  #unit(unit: string, code: number, source: number, span: number | undefined): void {
    if (code > 0x20 && code < 0x7f) this.#letter(unit, source, span);
    else if (SPACE.test(unit)) this.#space(source, span);
    else if (NEWLINE.test(unit)) this.#newline(unit, source, span);
    else if (!DROPPED.test(unit)) this.#letter(unit, source, span);
  }

  #letter(character: string, source: number, span: number | undefined): void {
    this.#blank = NO_BLANK;
    this.#run = character === this.#last ? this.#run + 1 : 1;
    this.#last = character;
    this.#marks = character >= '\u0300' && MARK.test(character) ? this.#marks + 1 : 0;
    if (this.#run <= LONGEST_RUN && this.#marks <= MOST_MARKS) this.output.append(character, source, span);
  }

  #space(source: number, span: number | undefined): void {
    if (!this.#blank.any) this.output.append(' ', source, span);
    this.#blank = { ...this.#blank, any: true, carriageReturn: false };
    this.#last = ' ';
  }

  #newline(unit: string, source: number, span: number | undefined): void {
    if (this.#newlinesAreSpaces) {
      this.#space(source, span);
      return;
    }
    const completes = unit === '\n' && this.#blank.carriageReturn;
    const newlines = this.#blank.newlines + (completes ? 0 : unit === '\u2029' ? 2 : 1);
    // A paragraph separator is one character and stands for two newlines.
    for (let n = this.#blank.newlines; n < Math.min(newlines, 2); n++) this.output.append('\n', source, span ?? 1);
    this.#blank = { any: true, newlines, carriageReturn: unit === '\r' };
    this.#last = ' ';
  }
}
