'use client';
import type { MixerSource } from '@potoo/core/mixer';
import { createContext } from 'react';
import type { UseMixerResult } from '../hooks/useMixer.ts';

/** What `StemMixerRoot` gives its parts. */
export interface StemMixerContextValue {
  readonly mixer: UseMixerResult;
  readonly stems: readonly MixerSource[];
}

/** Set by `StemMixerRoot`. */
export const StemMixerContext = createContext<StemMixerContextValue | undefined>(undefined);
