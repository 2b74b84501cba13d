import { emojiPattern } from '../emoji-names.ts';
import type { SpokenPiece } from '../spoken-piece.ts';
import { UNSPACED } from '../unspaced-scripts.ts';
import { readUnspaced } from './unspaced-words.ts';

// A token of any language: what stands between spaces and long dashes, without the marks around it. Numbers, units and
// signs stay as they are written: the voice of the language knows how to say them.
const TOKEN = /[^\s—…]+/g;
const CORE_START = /^(?:[\p{L}\p{M}\p{N}\p{Sc}§&@#©®™±√°№µ]|[-−+<>=×÷](?=[.,]?\d)|[%‰])/u;
const CORE_END = /\u200c|\u200d|[\p{L}\p{M}\p{N}\p{Sc}%‰§&@°²³+º™®©′″]/u;
const EMOJI = new RegExp(`(?![©®™])${emojiPattern}`, 'gu');
const UNSPACED_RUN = new RegExp(`${UNSPACED}+`, 'gu');
const SPEAKABLE = /[\p{L}\p{N}\p{Sc}&@§%‰°#+=±×÷√™©®№]/u;

/** Reads text of any language: its words, as they are written. */
export function readWords(text: string, from = 0): SpokenPiece[] {
  const pieces: SpokenPiece[] = [];
  for (const match of text.matchAll(TOKEN)) {
    // Emoji have English names only.
    const token = match[0].replace(EMOJI, (emoji) => ' '.repeat(emoji.length));
    for (const part of token.matchAll(/\S+/g)) pieces.push(...readToken(part[0], from + match.index + part.index));
  }
  return pieces;
}

function readToken(token: string, from: number): SpokenPiece[] {
  const pieces: SpokenPiece[] = [];
  let at = 0;
  for (const run of token.matchAll(UNSPACED_RUN)) {
    pieces.push(...core(token.slice(at, run.index), from + at, pieces.length > 0));
    pieces.push(...readUnspaced(run[0], from + run.index, pieces.length === 0));
    at = run.index + run[0].length;
  }
  return [...pieces, ...core(token.slice(at), from + at, pieces.length > 0)];
}

function core(token: string, from: number, joined: boolean): SpokenPiece[] {
  let start = 0;
  let end = token.length;
  while (start < end && !CORE_START.test(token.slice(start, start + 4))) start++;
  while (end > start && !CORE_END.test(lastCharacter(token, end))) end--;
  const text = token.slice(start, end);
  if (!SPEAKABLE.test(text)) return [];
  return [{ text: text.normalize('NFC'), from: from + start, to: from + end, ...(joined && { joined }) }];
}

function lastCharacter(text: string, end: number): string {
  const isLow = /[\udc00-\udfff]/.test(text.charAt(end - 1));
  return text.slice(end - (isLow ? 2 : 1), end);
}
