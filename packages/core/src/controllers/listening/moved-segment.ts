import type { TranscriptSegment } from '../../contract/transcription.ts';

/** A segment of an utterance, at its place in the whole. @param by - Seconds before the utterance. */
export function movedSegment(segment: TranscriptSegment, by: number): TranscriptSegment {
  const words = segment.words.map((word) => ({ ...word, start: word.start + by, end: word.end + by }));
  return { ...segment, words, start: segment.start + by, end: segment.end + by };
}
