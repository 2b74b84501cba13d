'use client';
import type { Transcript, TranscriptSegment } from '@potoo/core';
import { createContext } from 'react';
import type { MediaTime } from '../part/useClock.ts';
import type { PlacedWord } from './word-index.ts';

/** What `TranscriptViewRoot` gives its parts. */
export interface TranscriptViewContextValue {
  readonly transcript: Transcript | undefined;
  /** All words, in order. */
  readonly words: readonly PlacedWord[];
  /** Number of the first word of each segment. */
  readonly firstWords: readonly number[];
  readonly time: MediaTime | undefined;
  readonly playing: boolean;
  readonly follow: boolean;
  readonly editable: boolean;
  readonly seek: ((time: number) => void) | undefined;
  /** Puts a changed segment in the place of another. */
  readonly changeSegment: (index: number, segment: TranscriptSegment) => void;
  /** Gives a speaker another name everywhere. */
  readonly renameSpeaker: (from: string, to: string) => void;
  readonly speakerName: (speaker: string) => string;
}

/** Set by `TranscriptViewRoot`. */
export const TranscriptViewContext = createContext<TranscriptViewContextValue | undefined>(undefined);
