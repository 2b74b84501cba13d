'use client';
import type { Voice, VoiceGender } from '@potoo/core';
import { createContext } from 'react';
import type { VoicePreview } from './useVoicePreview.ts';

/** What `VoicePickerRoot` gives its parts. */
export interface VoicePickerContextValue {
  readonly voices: readonly Voice[];
  /** BCP-47 tags of the voices, the most general form, in the order of their names. */
  readonly languages: readonly string[];
  /** Language that voices have to speak; all when empty. */
  readonly language: string;
  readonly setLanguage: (language: string) => void;
  /** Gender that voices have to be heard as; all when empty. */
  readonly gender: VoiceGender | '';
  readonly setGender: (gender: VoiceGender | '') => void;
  readonly preview: VoicePreview;
  readonly install: ((voice: Voice) => void) | undefined;
  readonly defaultVoice: string | undefined;
}

/** Set by `VoicePickerRoot`. */
export const VoicePickerContext = createContext<VoicePickerContextValue | undefined>(undefined);
