import type { EmojiNames } from '../emoji-names.ts';
import type { SpokenPiece } from '../spoken-piece.ts';

/** What a rule may look at beside its match. */
export interface ReadingContext {
  /** The whole passage. */
  readonly text: string;
  /** What has been read before it. */
  readonly spoken: readonly SpokenPiece[];
  /** Whether `4/3/2026` is the fourth of March, and hundreds are followed by "and": everywhere but in the United States. */
  readonly british: boolean;
  /** Whether the passage is all capitals, so that they do not mean letters. */
  readonly shouted: boolean;
  readonly emoji: EmojiNames;
}

/** Where a rule matched. */
export class Match {
  readonly #match: RegExpExecArray;
  readonly from: number;
  readonly to: number;
  readonly text: string;

  /** @param match - Of a pattern with the `d` flag. */
  constructor(match: RegExpExecArray) {
    this.#match = match;
    this.text = match[0];
    this.from = match.index;
    this.to = match.index + match[0].length;
  }

  /** A named group; empty if it took no part. */
  group(name: string): string {
    return this.#match.groups?.[name] ?? '';
  }

  /** Range of a named group; the whole match if it took no part. */
  range(name: string): readonly [from: number, to: number] {
    return this.#match.indices?.groups?.[name] ?? [this.from, this.to];
  }
}

/** What a character is to the rules: one of `0` to `9`, a letter, or anything else. */
export type Beginning = 'digit' | 'letter' | 'sign';

/** One way to read something: where its pattern matches at the place reached, it may say how to speak the match. */
export interface ReadingRule {
  /** What its matches may begin with: only there it is tried. */
  readonly begins: readonly Beginning[];
  /** With the flags `d`, `u` and `y`; bounded, so that it costs the same anywhere. */
  readonly pattern: RegExp;
  /** Words in order for the whole match, none for silence; `undefined` leaves it to the next rule. */
  read(match: Match, context: ReadingContext): readonly SpokenPiece[] | undefined;
}

/** A pattern for a rule. */
export function rulePattern(source: string): RegExp {
  return new RegExp(source, 'duy');
}

/** A number as a source of patterns: `1,234.5`, `1 234`, `.5`. */
export const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+`;

/** Nothing that a token goes on with. */
export const TOKEN_END = String.raw`(?![\p{L}\p{N}])`;
