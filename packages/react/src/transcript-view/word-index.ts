import type { Transcript, TranscriptSegment } from '@potoo/core';

/** One word of a transcript and where it stands. */
export interface PlacedWord {
  readonly text: string;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Which segment it is of. */
  readonly segment: number;
}

/** The words of a segment; one without word times is cut at its spaces, its time shared out by length. */
export function wordsOf(segment: TranscriptSegment): ReadonlyArray<Omit<PlacedWord, 'segment'>> {
  return segment.words.length > 0 ? segment.words : shareTime(segment.text, segment.start, segment.end);
}

/** Cuts a text at its spaces, and shares a stretch of time out by the length of words. */
export function shareTime(text: string, start: number, end: number): Array<Omit<PlacedWord, 'segment'>> {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const total = words.reduce((sum, word) => sum + word.length, 0);
  let passed = 0;
  return words.map((word) => {
    const from = start + ((end - start) * passed) / total;
    passed += word.length;
    return { text: word, start: from, end: start + ((end - start) * passed) / total };
  });
}

/** All words of a transcript, in order. */
export function placeWords({ segments }: Pick<Transcript, 'segments'>): PlacedWord[] {
  return segments.flatMap((segment, index) => wordsOf(segment).map((word) => ({ ...word, segment: index })));
}
