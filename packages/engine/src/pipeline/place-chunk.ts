import type { MarkTiming, WordTiming } from '@potoo/core';
import type { Utterance } from '../backends/contract.ts';
import type { SpokenChunk } from '../text/contract.ts';
import { cleanSeconds } from './clean-seconds.ts';

/** What a chunk adds to the whole: its words and marks, in the whole audio's time and the original text's offsets. */
export interface PlacedChunk {
  readonly words: readonly WordTiming[];
  readonly marks: readonly MarkTiming[];
}

/**
 * Places a spoken chunk in the whole audio.
 * @param utterance - `undefined` for a chunk that says nothing.
 * @param offset - Where the chunk begins in the whole, seconds.
 */
export function placeChunk(chunk: SpokenChunk, utterance: Utterance | undefined, offset: number): PlacedChunk {
  const words: WordTiming[] = [];
  for (const [index, word] of chunk.words.entries()) {
    const timing = utterance?.words[index];
    if (!timing) continue;
    words.push({
      text: word.text,
      start: cleanSeconds(offset + timing.start),
      end: cleanSeconds(offset + timing.end),
      charStart: word.charStart,
      charEnd: word.charEnd,
    });
  }
  const end = offset + (utterance ? utterance.samples.length / utterance.sampleRate : 0);
  const marks = chunk.marks.map(({ name, beforeWord }) => ({ name, time: words[beforeWord]?.start ?? end }));
  return { words, marks };
}
