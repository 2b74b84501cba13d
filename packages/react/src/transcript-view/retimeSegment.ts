import type { TranscriptSegment, TranscriptWord } from '@potoo/core';
import { shareTime, wordsOf } from './word-index.ts';

/**
 * Gives a segment another text. Words before and after what was changed keep their times; what is new between them shares
 * the time of what it replaces.
 */
export function retimeSegment(segment: TranscriptSegment, text: string): TranscriptSegment {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  const before: readonly TranscriptWord[] = wordsOf(segment);
  const after = trimmed === '' ? [] : trimmed.split(' ');
  let head = 0;
  while (head < before.length && head < after.length && before[head]?.text === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail]?.text === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const start = before[head - 1]?.end ?? segment.start;
  const end = before[before.length - tail]?.start ?? segment.end;
  const changed = shareTime(after.slice(head, after.length - tail).join(' '), start, Math.max(start, end));
  const words = [...before.slice(0, head), ...changed, ...before.slice(before.length - tail)];
  return { ...segment, text: trimmed, words };
}
