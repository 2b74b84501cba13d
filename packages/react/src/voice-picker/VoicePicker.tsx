'use client';

import type { Voice } from '@potoo/core';
import { forwardRef, type Ref, useMemo } from 'react';
import { voiceEn } from '../messages/en/voice.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { PickerList } from '../picker/PickerList.tsx';
import { PickerPopup } from '../picker/PickerPopup.tsx';
import { PickerSearch } from '../picker/PickerSearch.tsx';
import { PickerTrigger } from '../picker/PickerTrigger.tsx';
import { keyOf } from './useVoicePreview.ts';
import { VoicePickerActions } from './VoicePickerActions.tsx';
import { VoicePickerFilters } from './VoicePickerFilters.tsx';
import { VoicePickerRoot, type VoicePickerRootProps } from './VoicePickerRoot.tsx';
import { VoicePickerVoice } from './VoicePickerVoice.tsx';

const ENGLISH = { voice: voiceEn };

/** What {@link VoicePicker} takes. */
export interface VoicePickerProps extends Omit<VoicePickerRootProps, 'children'> {
  /** What it says while nothing is chosen. @default "Choose a voice" */
  readonly placeholder?: string;
}

/** Chooses a voice, ready made: search, language, gender, samples by key and touch, and what is still to be installed. */
export const VoicePicker = forwardRef(function VoicePicker(
  { placeholder, ...props }: VoicePickerProps,
  ref: Ref<HTMLDivElement>,
) {
  const { voice: words } = useMessages(ENGLISH);
  const byKey = useMemo(
    () => new Map<string, Voice>(props.voices.map((voice) => [keyOf(voice), voice])),
    [props.voices],
  );
  return (
    <VoicePickerRoot ref={ref} {...props}>
      <PickerTrigger placeholder={placeholder ?? words.choose} />
      <PickerPopup>
        <PickerSearch placeholder={words.search} help={words.help} />
        <VoicePickerFilters />
        <PickerList>
          {({ id, label }) => {
            const voice = byKey.get(id);
            return voice ? <VoicePickerVoice voice={voice} /> : label;
          }}
        </PickerList>
        <VoicePickerActions />
      </PickerPopup>
    </VoicePickerRoot>
  );
});
