import type { TranscriptSegment, TranscriptWord } from '@potoo/core';
import type { SpeakerTurn } from '../backends/sherpa/diarize.ts';

/** How far a word may be from a turn to still be that speaker's, seconds: turns end with the voice, words with silence. */
const REACH = 1;

/** What speakers are called, by their numbers in the order in which they first speak. */
export type SpeakerName = (speaker: number) => string;

/** `SPEAKER_00` and on. */
export const numberedSpeaker: SpeakerName = (speaker) => `SPEAKER_${String(speaker).padStart(2, '0')}`;

/**
 * Says who speaks: each word is of the speaker whose turn covers most of it, and a segment that several speak is split
 * where they change. A word that no turn is near has the speaker of the word before it.
 */
export function assignSpeakers(
  segments: readonly TranscriptSegment[],
  turns: readonly SpeakerTurn[],
  nameOf: SpeakerName = numberedSpeaker,
): TranscriptSegment[] {
  return segments.flatMap((segment) => {
    if (segment.words.length === 0) return [withSpeaker(segment, speakerOf(segment, turns), nameOf)];
    const parts: { speaker: number | undefined; words: TranscriptWord[] }[] = [];
    for (const word of segment.words) {
      const speaker = speakerOf(word, turns) ?? parts.at(-1)?.speaker;
      const last = parts.at(-1);
      if (last && (last.speaker === speaker || last.speaker === undefined)) {
        last.words.push(word);
        last.speaker = speaker;
      } else parts.push({ speaker, words: [word] });
    }
    if (parts.length === 1) return [withSpeaker(segment, parts[0]?.speaker, nameOf)];
    return parts.map(({ speaker, words }) => withSpeaker(partOf(segment, words), speaker, nameOf));
  });
}

/** The speaker of a stretch: who covers most of it, else whose turn is nearest; `undefined` when none is near. */
function speakerOf(
  stretch: { readonly start: number; readonly end: number },
  turns: readonly SpeakerTurn[],
): number | undefined {
  const shares = new Map<number, number>();
  let nearest: { readonly speaker: number; readonly distance: number } | undefined;
  for (const { start, end, speaker } of turns) {
    const overlap = Math.min(end, stretch.end) - Math.max(start, stretch.start);
    if (overlap > 0) shares.set(speaker, (shares.get(speaker) ?? 0) + overlap);
    else if (-overlap < (nearest?.distance ?? REACH)) nearest = { speaker, distance: -overlap };
  }
  const [most] = [...shares].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? nearest?.speaker;
}

function partOf(segment: TranscriptSegment, words: readonly TranscriptWord[]): TranscriptSegment {
  const told = words.flatMap(({ confidence }) => confidence ?? []);
  return {
    text: words.map(({ text }) => text).join(' '),
    start: words[0]?.start ?? segment.start,
    end: words.at(-1)?.end ?? segment.end,
    words,
    ...(told.length > 0 && { confidence: told.reduce((sum, value) => sum + value, 0) / told.length }),
  };
}

function withSpeaker(segment: TranscriptSegment, speaker: number | undefined, nameOf: SpeakerName): TranscriptSegment {
  if (speaker === undefined) return segment;
  const name = nameOf(speaker);
  return { ...segment, speaker: name, words: segment.words.map((word) => ({ ...word, speaker: name })) };
}
