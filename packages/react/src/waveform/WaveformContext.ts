'use client';
import { createContext } from 'react';
import type { MediaTime } from '../part/useClock.ts';
import type { WaveformPeaks } from './waveform-peaks.ts';

/** What `WaveformRoot` gives its parts. */
export interface WaveformContextValue {
  readonly peaks: WaveformPeaks | undefined;
  /** Seconds that the peaks cover. */
  readonly covered: number;
  /** Seconds. */
  readonly duration: number;
  readonly time: MediaTime;
  readonly playing: boolean;
  readonly loading: boolean;
  /** Goes to a time, seconds; absent where the waveform is only a picture. */
  readonly seek: ((time: number) => void) | undefined;
}

/** Set by `WaveformRoot`. */
export const WaveformContext = createContext<WaveformContextValue | undefined>(undefined);
