import type { Note, Reading } from '../block.ts';
import type { EmojiNames } from '../emoji-names.ts';
import { readEnglish } from '../english/read-english.ts';
import type { Lexicon, LexiconHit } from '../lexicon.ts';
import type { SpokenPiece } from '../spoken-piece.ts';
import type { WarningList } from '../warning-list.ts';
import { readWords } from './read-words.ts';
import { KNOWN_SAY_AS, sayAs } from './say-as.ts';

/** How text is read. */
export interface BlockOptions {
  /** BCP-47 tag. */
  readonly language: string;
  readonly lexicon: Lexicon;
  readonly emoji: EmojiNames;
  readonly warnings: WarningList;
}

/** Reads a passage: what markup says about it first, then the lexicon, then the language. */
export function readBlock(text: string, notes: readonly Note[], options: BlockOptions): SpokenPiece[] {
  const pieces: SpokenPiece[] = [];
  let at = 0;
  for (const note of notes) {
    pieces.push(...readWithLexicon(text, at, note.from, options), ...readNote(text, note, options));
    at = note.to;
  }
  return [...pieces, ...readWithLexicon(text, at, text.length, options)];
}

function readWithLexicon(text: string, from: number, to: number, options: BlockOptions): SpokenPiece[] {
  if (options.lexicon.size === 0) return readPlain(text, from, to, options);
  const pieces: SpokenPiece[] = [];
  let at = from;
  for (const hit of options.lexicon.find(text.slice(0, to))) {
    if (hit.from < at) continue;
    const end = possessiveEnd(text, hit);
    pieces.push(...readPlain(text, at, hit.from, options), ...readEntry(text, hit, end, options));
    at = end;
  }
  return [...pieces, ...readPlain(text, at, to, options)];
}

/** Reads part of a text; what stands before it is looked at, and not read. */
function readPlain(text: string, from: number, to: number, { language, emoji }: BlockOptions): SpokenPiece[] {
  if (from >= to) return [];
  return isEnglish(language)
    ? readEnglish(text.slice(0, to), { language, emoji, from })
    : readWords(text.slice(from, to), from);
}

function readNote(text: string, { from, to, reading }: Note, options: BlockOptions): SpokenPiece[] {
  const written = text.slice(from, to);
  if (reading.kind === 'silent' || !/\S/.test(written)) return [{ text: '', from, to }];
  if (reading.kind === 'alias') return readInstead(reading.text, from, to, options);
  if (reading.kind === 'ipa') return withSounds(written, from, reading.ipa);
  return readSayAs(written, from, reading, options);
}

function readSayAs(
  text: string,
  from: number,
  { as, format }: Extract<Reading, { kind: 'say-as' }>,
  options: BlockOptions,
): SpokenPiece[] {
  if (!KNOWN_SAY_AS.test(as))
    options.warnings.unsupported(`<say-as interpret-as="${as.slice(0, 40)}"> is not supported.`);
  const pieces = sayAs({ text, from, as, format, english: isEnglish(options.language) });
  if (pieces) return pieces;
  return readPlain(text, 0, text.length, options).map((piece) => ({
    ...piece,
    from: piece.from + from,
    to: piece.to + from,
    tokenFrom: (piece.tokenFrom ?? piece.from) + from,
  }));
}

function readEntry(text: string, { from, to, reading }: LexiconHit, end: number, options: BlockOptions): SpokenPiece[] {
  const possessive = end > to;
  if ('respelling' in reading) {
    return readInstead(`${reading.respelling.trim()}${possessive ? "'s" : ''}`, from, end, options);
  }
  return withSounds(text.slice(from, end), from, possessive ? withS(reading.ipa) : reading.ipa);
}

/** Words that are spoken in place of others: all stand for the same range. */
function readInstead(text: string, from: number, to: number, options: BlockOptions): SpokenPiece[] {
  return readPlain(text, 0, text.length, options).map((piece) => ({ ...piece, from, to, tokenFrom: from }));
}

function withSounds(written: string, from: number, ipa: string): SpokenPiece[] {
  const start = written.search(/\S/);
  const text = written.trim();
  // One word, since it has one string of sounds.
  return [{ text: text.replace(/\s+/g, '-'), from: from + start, to: from + start + text.length, ipa }];
}

function possessiveEnd(text: string, { to }: LexiconHit): number {
  return /^['’]s(?![\p{L}\p{N}])/u.test(text.slice(to, to + 4)) ? to + 2 : to;
}

/** The English genitive by the last sound. */
function withS(ipa: string): string {
  if (/[szʃʒ]\W*$/u.test(ipa)) return `${ipa}ɪz`;
  return /[ptkfθ]\W*$/u.test(ipa) ? `${ipa}s` : `${ipa}z`;
}

function isEnglish(language: string): boolean {
  return /^en(?:-|$)/i.test(language);
}
