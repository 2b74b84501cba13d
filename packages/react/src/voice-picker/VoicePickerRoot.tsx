'use client';

import type { Voice, VoiceGender } from '@potoo/core';
import { forwardRef, type Ref, useMemo, useState } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { voiceEn } from '../messages/en/voice.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { PickerRoot, type PickerRootProps } from '../picker/PickerRoot.tsx';
import { keyOf, type PreviewSource, useVoicePreview } from './useVoicePreview.ts';
import { VoicePickerContext, type VoicePickerContextValue } from './VoicePickerContext.ts';
import { languageNamesIn, primaryLanguage, voiceItems } from './voice-items.ts';

const ENGLISH = { ...baseEn, voice: voiceEn };

/** What {@link VoicePickerRoot} takes. */
export interface VoicePickerRootProps
  extends Omit<PickerRootProps, 'items' | 'groups' | 'onValueChange' | 'onAct' | 'label'> {
  /** Voices to choose from, as `listVoices` gives them. Keep the array between renders. */
  readonly voices: readonly Voice[];
  /** What is chosen, as `model/voice`. */
  readonly value?: string | null | undefined;
  /** Called with `model/voice`, which every request takes as `voice`, and the voice itself. */
  readonly onValueChange?: (id: string, voice: Voice) => void;
  /** Makes or finds a sample. @default The voice's `previewUrl`. */
  readonly previewSource?: PreviewSource | undefined;
  /** Installs the model of a voice. Without it, there is no such button. */
  readonly onInstall?: ((voice: Voice) => void) | undefined;
  /** Which voice is marked as the default, as `model/voice`. */
  readonly defaultVoice?: string | undefined;
  /** What is chosen here. @default "Voice" */
  readonly label?: string;
}

/** Holds voices, and which of them is chosen. Renders a `<div>`. */
export const VoicePickerRoot = forwardRef(function VoicePickerRoot(
  props: VoicePickerRootProps,
  ref: Ref<HTMLDivElement>,
) {
  const { voices, onValueChange, previewSource, onInstall, defaultVoice, label, ...rest } = props;
  const { locale, voice: words } = useMessages(ENGLISH);
  const [language, setLanguage] = useState('');
  const [gender, setGender] = useState<VoiceGender | ''>('');
  const preview = useVoicePreview(previewSource);
  const languageName = useMemo(() => languageNamesIn(locale), [locale]);
  const byKey = useMemo(() => new Map(voices.map((voice) => [keyOf(voice), voice])), [voices]);
  const languages = useMemo(() => {
    const tags = [...new Set(voices.flatMap((voice) => voice.languages.map(primaryLanguage)))];
    return tags.sort((a, b) => languageName(a).localeCompare(languageName(b), locale));
  }, [voices, languageName, locale]);
  const items = useMemo(() => {
    const wanted = voices.filter(
      (voice) =>
        (language === '' || voice.languages.some((tag) => primaryLanguage(tag) === language)) &&
        (gender === '' || voice.gender === gender),
    );
    return voiceItems(wanted, languageName);
  }, [voices, language, gender, languageName]);
  const groups = useMemo(
    () => (['yours', 'installed', 'available'] as const).map((id) => ({ id, label: words[id] })),
    [words],
  );
  const value: VoicePickerContextValue = {
    voices,
    languages,
    language,
    setLanguage,
    gender,
    setGender,
    preview,
    install: onInstall,
    defaultVoice,
  };
  const withVoice = (id: string, use: ((voice: Voice) => void) | undefined) => {
    const voice = byKey.get(id);
    if (voice) use?.(voice);
  };
  return (
    <VoicePickerContext.Provider value={value}>
      <PickerRoot
        ref={ref}
        {...rest}
        label={label ?? words.label}
        items={items}
        groups={groups}
        onValueChange={(id) => withVoice(id, (voice) => onValueChange?.(id, voice))}
        onAct={({ id }) => withVoice(id, (voice) => preview.has(voice) && preview.toggle(voice))}
      />
    </VoicePickerContext.Provider>
  );
});
