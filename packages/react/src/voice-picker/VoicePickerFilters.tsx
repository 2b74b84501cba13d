'use client';

import type { VoiceGender } from '@potoo/core';
import { type ComponentPropsWithoutRef, forwardRef, type Ref, useMemo } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { voiceEn } from '../messages/en/voice.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { VoicePickerContext } from './VoicePickerContext.ts';
import { languageNamesIn } from './voice-items.ts';

const ENGLISH = { ...baseEn, voice: voiceEn };

/** What {@link VoicePickerFilters} takes. */
export interface VoicePickerFiltersProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

const GENDERS: readonly VoiceGender[] = ['female', 'male', 'neutral'];

/** Narrows voices by language and gender. Renders a `<div>` with two `<select>`s. */
export const VoicePickerFilters = forwardRef(function VoicePickerFilters(
  props: VoicePickerFiltersProps,
  ref: Ref<HTMLDivElement>,
) {
  const context = useRequiredContext(VoicePickerContext, 'VoicePickerFilters', 'VoicePickerRoot');
  const { languages, language, setLanguage, gender, setGender } = context;
  const { locale, voice: words } = useMessages(ENGLISH);
  const languageName = useMemo(() => languageNamesIn(locale), [locale]);
  const children = (
    <>
      <select
        data-potoo="voice-picker-filter"
        data-surface="field"
        aria-label={words.language}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value)}
      >
        <option value="">{words.anyLanguage}</option>
        {languages.map((tag) => (
          <option key={tag} value={tag}>
            {languageName(tag)}
          </option>
        ))}
      </select>
      <select
        data-potoo="voice-picker-filter"
        data-surface="field"
        aria-label={words.gender}
        value={gender}
        onChange={(event) => setGender(GENDERS.find((known) => known === event.currentTarget.value) ?? '')}
      >
        <option value="">{words.anyGender}</option>
        {GENDERS.map((known) => (
          <option key={known} value={known}>
            {words.genders[known]}
          </option>
        ))}
      </select>
    </>
  );
  return renderPart('div', { ...props }, { name: 'voice-picker-filters', own: { children }, ref: ref as Ref<never> });
});
