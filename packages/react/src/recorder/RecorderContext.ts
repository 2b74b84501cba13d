'use client';
import { createContext } from 'react';
import type { UseRecorderResult } from '../hooks/useRecorder.ts';

/** What `RecorderRoot` gives its parts. */
export interface RecorderContextValue extends UseRecorderResult {
  /** Seconds after which it stops by itself. */
  readonly limit: number | undefined;
  /** What is to be heard in the review: the recording, or what was left of it after trimming. */
  readonly file: Blob | undefined;
  /** Cuts silence off both ends of the recording. */
  readonly trim: () => void;
  /** Whether that was done, is being done, or found nothing to cut. */
  readonly trimming: 'no' | 'working' | 'done' | 'nothing';
  /** Takes the recording. */
  readonly submit: (() => void) | undefined;
}

/** Set by `RecorderRoot`. */
export const RecorderContext = createContext<RecorderContextValue | undefined>(undefined);
