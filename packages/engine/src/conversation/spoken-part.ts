import type { WordTiming } from '@potoo/core';
import type { WordEnd } from './contract.ts';

/** Times are rounded on their way; a word is not lost for a hair's breadth. */
const TOLERANCE = 0.01;

/** A reply that may be cut. */
export interface SpokenReply {
  readonly replyText: string;
  /** In order, of the words that were spoken; empty where the voice tells no times. */
  readonly wordEnds: readonly WordEnd[];
  /** Length of its audio, seconds; undefined while it is not complete. */
  readonly duration: number | undefined;
}

/** The ends of words, as they are kept. */
export function wordEndsOf(words: readonly WordTiming[]): WordEnd[] {
  return words.map(({ end, charEnd }) => ({ end, charEnd }));
}

/**
 * The beginning of a reply up to the last word that had ended by a time, with the punctuation after it. Where the words
 * have no times, they are taken to be spread evenly over the audio.
 * @param heard - Seconds of its audio.
 */
export function spokenPart(reply: SpokenReply, heard: number): SpokenReply {
  const { replyText, wordEnds, duration } = reply;
  if (duration !== undefined && heard >= duration - TOLERANCE) return reply;
  const ends = wordEnds.length > 0 ? wordEnds : evenEnds(replyText, duration);
  const spoken = ends.filter(({ end }) => end <= heard + TOLERANCE);
  const last = spoken.reduce((furthest, { charEnd }) => Math.max(furthest, charEnd), 0);
  if (last === 0) return { replyText: '', wordEnds: [], duration: 0 };
  const punctuation = /^[^\s\p{L}\p{N}]*/u.exec(replyText.slice(last))?.[0] ?? '';
  return {
    replyText: replyText.slice(0, last) + punctuation,
    wordEnds: wordEnds.length > 0 ? spoken : [],
    duration: spoken.at(-1)?.end,
  };
}

function evenEnds(replyText: string, duration: number | undefined): WordEnd[] {
  if (duration === undefined) return [];
  return [...replyText.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const charEnd = index + word.length;
    return { charEnd, end: (charEnd / replyText.length) * duration };
  });
}
