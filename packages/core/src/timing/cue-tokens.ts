import type { WordTiming } from '../contract/timing.ts';
import type { TranscriptSegment } from '../contract/transcription.ts';
import { type InputType, inputTypeOf, visibleText } from './visible-text.ts';

/** What a cue is made of: a piece of text that is never divided, and when it is heard. */
export interface CueToken {
  /** With its punctuation, without space around it. */
  readonly text: string;
  /** Whether a space stands before it. */
  readonly spaced: boolean;
  /** How many words were spoken for it. */
  readonly words: number;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Who says it, where speakers were told apart. */
  readonly speaker?: string;
}

/**
 * Cuts the caller's own text at the words that were spoken of it. Words that were spoken for one piece of text (`40–60°C`)
 * stay one token; in scripts without spaces every word is one. Markup is left out.
 */
export function speechTokens(
  words: readonly WordTiming[],
  text: string,
  inputType: InputType = inputTypeOf(text),
): CueToken[] {
  const groups: WordTiming[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (group && previous && !dividesAt(text, previous.charEnd, word.charStart, inputType)) group.push(word);
    else groups.push([word]);
  }
  let spaced = false;
  return groups.flatMap((group, index) => {
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last) return [];
    const next = groups[index + 1]?.[0];
    // Punctuation between two words goes with the one before it, the opening kind with the one after.
    const from = index === 0 ? 0 : openingStart(text, first.charStart);
    const to = next ? openingStart(text, next.charStart) : text.length;
    const piece = visibleText(text.slice(from, to), inputType);
    const token = {
      text: piece.trim().replace(/\s+/g, ' '),
      spaced: index > 0 && (spaced || /^\s/.test(piece)),
      words: group.length,
      start: first.start,
      end: last.end,
    };
    spaced = /\s$/.test(piece);
    return [token];
  });
}

/** The words of a transcript; a segment without any is one token per word of its text, its time shared out by length. */
export function transcriptTokens(segments: readonly TranscriptSegment[]): CueToken[] {
  return segments.flatMap((segment) =>
    (segment.words.length > 0 ? segment.words : wordsByLength(segment)).map(({ text, start, end }) => ({
      text,
      spaced: true,
      words: 1,
      start,
      end,
      ...(segment.speaker !== undefined && { speaker: segment.speaker }),
    })),
  );
}

function wordsByLength({ text, start, end }: TranscriptSegment): Array<{ text: string; start: number; end: number }> {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const total = words.reduce((sum, word) => sum + word.length, 0);
  let passed = 0;
  return words.map((word) => {
    const from = start + ((end - start) * passed) / total;
    passed += word.length;
    return { text: word, start: from, end: start + ((end - start) * passed) / total };
  });
}

const UNSPACED_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether the text may be divided between two words. */
function dividesAt(text: string, end: number, start: number, inputType: InputType): boolean {
  if (start < end) return false;
  return (
    /\s/.test(visibleText(text.slice(end, start), inputType)) ||
    UNSPACED_SCRIPT.test(text.slice(Math.max(0, end - 1), end))
  );
}

/** Goes back over opening quotes and brackets that belong to the word after them. */
function openingStart(text: string, start: number): number {
  let at = start;
  while (at > 0 && /[\p{Ps}\p{Pi}"'¿¡]/u.test(text.charAt(at - 1)) && (at < 2 || /\s/.test(text.charAt(at - 2)))) at--;
  return at;
}
