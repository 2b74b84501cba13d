import type { WordTiming } from '@potoo/core';

/** A piece of a text: spoken at a time, or what stands between. */
export interface SpokenPiece {
  readonly text: string;
  /** Number of the spoken piece; nothing for what stands between. */
  readonly index?: number;
}

/** When a spoken piece is heard. */
export interface SpokenWord {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Number of the sentence that it is of. */
  readonly segment: number;
}

/** A text, cut at what is spoken of it. */
export interface SpokenText {
  readonly pieces: readonly SpokenPiece[];
  readonly words: readonly SpokenWord[];
  /** Number of the first word of each sentence. */
  readonly firstWords: readonly number[];
}

/** Cuts a text at its words. Words that are spoken for one piece, as of `40–60°C`, are one; the whole text is kept. */
export function spokenText(text: string, timings: readonly WordTiming[]): SpokenText {
  const pieces: SpokenPiece[] = [];
  const words: SpokenWord[] = [];
  const firstWords: number[] = [];
  let at = 0;
  for (const { charStart, charEnd, start, end } of timings) {
    const last = words.at(-1);
    if (charEnd <= at && last) {
      words[words.length - 1] = { ...last, end };
      continue;
    }
    const from = Math.max(at, charStart);
    const between = text.slice(at, from);
    if (between !== '') pieces.push({ text: between });
    if (words.length === 0 || /[.!?…。！？؟\n]/.test(between)) firstWords.push(words.length);
    pieces.push({ text: text.slice(from, charEnd), index: words.length });
    words.push({ start, end, segment: firstWords.length - 1 });
    at = charEnd;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return { pieces, words, firstWords };
}
