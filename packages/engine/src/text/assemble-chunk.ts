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
const FULL_STOP = /[.]$/;
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
  let text = marksOf(source.text.slice(0, pieces[0]?.from ?? 0)).replace(/[^("“„«¿¡]/g, '');
  let reached = 0;
  let charStart = 0;
  let charEnd = 0;
  let previous: SpokenPiece | undefined;
  for (const piece of pieces) {
    if (previous)
      text += gapBetween(previous, piece, source.text.slice(reached, Math.max(reached, piece.tokenFrom ?? piece.from)));
    const range = source.sourceRange(piece.from, piece.to);
    charStart = Math.max(charStart, range.start);
    charEnd = Math.max(charEnd, range.end);
    const from = text.length;
    text += piece.text;
    words.push({
      text: piece.text,
      from,
      to: text.length,
      ...(piece.ipa !== undefined && { ipa: piece.ipa }),
      charStart,
      charEnd,
    });
    reached = Math.max(reached, piece.to);
    previous = piece;
  }
  const tail = previous
    ? marksOf(source.text.slice(reached))
        .trimEnd()
        .replace(/[("“„«¿¡]+$/, '')
    : '';
  text += tail.trimEnd();
  // The full stop of "etc." ends its sentence as well.
  const swallowed = FULL_STOP.test(source.text.slice(0, reached)) && !STOP.test(text);
  return { text: endsSentence && swallowed ? `${text}.` : text, words };
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
  const dashed = raw
    .replace(/<[^<>]{0,240}>/g, ' ')
    .replace(/(?<=\s)[-−]{1,3}(?=\s)/g, '–')
    .replace(/\|/g, ',');
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
