import type { SpokenWord } from './contract.ts';
import type { SourceText } from './source-text.ts';
import type { SpokenPiece } from './spoken-piece.ts';

/** The text of a chunk and its words. */
export interface AssembledText {
  readonly text: string;
  readonly words: readonly SpokenWord[];
}

/** Marks that a voice makes something of. */
const KEPT = /[.,;:!?…—–()"“”„«»¿¡、。，！？；：।॥؟،؛۔・·]/u;
const OPENING = /[("“„«¿¡]/;
const STOP = /[.!?…。！？।॥؟۔]["”»)]*$/;
const NOT_OPENING = /[^("“„«¿¡]/g;
const OPENING_AT_END = /[(“„«¿¡]+$/;
/** Most repeats of one mark that are kept. */
const MOST_REPEATS = 3;

/**
 * Writes words down with the marks that stood between them, and ties each to the original.
 * @param pieces - In the order of the text.
 * @param endsSentence - Whether a sentence ends here.
 */
export function assembleChunk(
  source: SourceText,
  pieces: readonly SpokenPiece[],
  endsSentence: boolean,
): AssembledText {
  const words: SpokenWord[] = [];
  let text = '';
  let gap = '';
  let reached = 0;
  let previous: SpokenPiece | undefined;
  for (const piece of pieces) {
    gap += source.text.slice(reached, Math.max(reached, piece.tokenFrom ?? piece.from));
    reached = Math.max(reached, piece.to);
    if (piece.text === '') {
      gap += ' ';
      continue;
    }
    text += previous ? gapBetween(previous, piece, gap) : marksOf(gap).replace(NOT_OPENING, '');
    gap = '';
    words.push(placeWord(piece, text.length, source, words.at(-1)));
    text += piece.text;
    previous = piece;
  }
  if (previous)
    text += marksOf(gap + source.text.slice(reached))
      .trimEnd()
      .replace(OPENING_AT_END, '')
      .trimEnd();
  // The full stop of "etc." ends its sentence as well.
  const swallowed = endsSentence && source.text.charAt(reached - 1) === '.' && !STOP.test(text);
  return { text: swallowed ? `${text}.` : text, words };
}

function placeWord(piece: SpokenPiece, from: number, source: SourceText, before: SpokenWord | undefined): SpokenWord {
  const { start, end } = source.sourceRange(piece.from, piece.to);
  return {
    text: piece.text,
    from,
    to: from + piece.text.length,
    ...(piece.ipa !== undefined && { ipa: piece.ipa }),
    charStart: Math.max(before?.charStart ?? 0, start),
    charEnd: Math.max(before?.charEnd ?? 0, end),
  };
}

function gapBetween(before: SpokenPiece, after: SpokenPiece, raw: string): string {
  const marks = `${before.mark ?? ''}${marksOf(raw)}`;
  if (marks.includes(' ')) return marks;
  if (marks === '') return after.joined ? '' : ' ';
  if (after.joined) return marks;
  return OPENING.test(marks.charAt(marks.length - 1)) ? ` ${marks}` : `${marks} `;
}

/** What of the text between two words is written: its marks, and one space for white space. */
function marksOf(raw: string): string {
  if (raw === ' ' || raw === '') return raw;
  const dashed = raw.replace(/(?<=\s)[-−]{1,3}(?=\s)/g, '–').replace(/\|/g, ',');
  let marks = '';
  let repeats = 0;
  for (const character of dashed) {
    const kept = KEPT.test(character) ? character : ' ';
    const last = marks.charAt(marks.length - 1);
    repeats = kept === last ? repeats + 1 : 1;
    if (repeats <= (kept === ' ' ? 1 : MOST_REPEATS)) marks += kept;
  }
  return marks.replace(/ +(?=[.,;:!?…)])/g, '');
}
