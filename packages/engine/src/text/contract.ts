import type { Pronunciation, Warning } from '@potoo/core';
import type { UtteranceWord } from '../backends/contract.ts';

/** How the caller's text is to be read. */
export interface TextOptions {
  readonly inputType?: 'text' | 'ssml' | undefined;
  /** BCP-47 tag. @default Detected. */
  readonly language?: string | undefined;
  /**
   * What the text answers to. Where its first sentence is too short to tell its language, this is asked as well, and
   * the sentence is not held up until more of the text arrives. @default Nothing.
   */
  readonly context?: string | undefined;
  readonly lexicon?: Readonly<Record<string, Pronunciation>> | undefined;
}

/** A word of a chunk, with its way back to the caller's text. */
export interface SpokenWord extends UtteranceWord {
  /** UTF-16 range in the caller's original text. */
  readonly charStart: number;
  readonly charEnd: number;
}

/** Prosody of a chunk, relative to the voice's own. */
export interface Prosody {
  /** Factor, 1 is the voice's own. */
  readonly rate: number;
  /** Factor, 1 is the voice's own. */
  readonly pitch: number;
  /** Decibels, 0 is the voice's own. */
  readonly volumeDb: number;
}

/** What a voice speaks in one go: a sentence, or part of a long one. */
export interface SpokenChunk {
  /** Words and punctuation, in spoken form. May be empty: then it is only a pause or marks. */
  readonly text: string;
  readonly words: readonly SpokenWord[];
  /** BCP-47 tag. */
  readonly language: string;
  readonly prosody: Prosody;
  /** Silence to add after it beyond what the voice makes itself, seconds. */
  readonly pauseAfter: number;
  /** Whether a paragraph or the whole text ends here. */
  readonly endsParagraph: boolean;
  /** Marks by the index of the word that they precede; `words.length` for the end. */
  readonly marks: ReadonlyArray<{ readonly name: string; readonly beforeWord: number }>;
}

/** A text that is being read. */
export interface TextPlan {
  /**
   * BCP-47 tag of the text as a whole: the one stated, or the one that its first sentences are in. Reading it may read the
   * beginning of a text that is still arriving; it rejects as `chunks` would.
   */
  readonly language: Promise<string>;
  /** In order, made as they are asked for: a long text costs nothing before its turn. */
  readonly chunks: AsyncIterable<SpokenChunk>;
  /** What could not be honoured; complete once `chunks` has ended. */
  readonly warnings: readonly Warning[];
}
