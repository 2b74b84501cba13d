'use client';

import type { Voice } from '@potoo/core';
import { type PointerEvent, type ReactElement, useMemo } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { CHECK, DOWNLOAD, PERSON, PLAY, STOP } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { pickerEn } from '../messages/en/picker.ts';
import { voiceEn } from '../messages/en/voice.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { keyOf } from './useVoicePreview.ts';
import { VoicePickerContext } from './VoicePickerContext.ts';
import { languageNamesIn } from './voice-items.ts';

const ENGLISH = { ...baseEn, picker: pickerEn, voice: voiceEn };

/** What {@link VoicePickerVoice} takes. */
export interface VoicePickerVoiceProps {
  readonly voice: Voice;
}

/** How a voice looks in the list: name, languages, model, whether it is there, and a place to press to hear it. */
export function VoicePickerVoice({ voice }: VoicePickerVoiceProps): ReactElement {
  const { preview, defaultVoice } = useRequiredContext(VoicePickerContext, 'VoicePickerVoice', 'VoicePickerRoot');
  const { locale, voice: words, picker } = useMessages(ENGLISH);
  const languageName = useMemo(() => languageNamesIn(locale), [locale]);
  const state = preview.stateOf(voice);
  // For pointers only: an option holds nothing that is focused. Keys have Shift+Enter, and the button under the list.
  const press = (event: PointerEvent) => {
    event.preventDefault();
    preview.toggle(voice);
  };
  return (
    <>
      <span
        data-potoo="voice-picker-preview"
        data-state={state}
        aria-hidden="true"
        onClick={(event) => event.stopPropagation()}
      >
        {preview.has(voice) ? (
          <span data-potoo="voice-picker-preview-press" onPointerUp={press}>
            <Icon path={state === 'playing' || state === 'loading' ? STOP : PLAY} />
          </span>
        ) : (
          <Icon path={PERSON} />
        )}
      </span>
      <span data-potoo="voice-picker-name">
        <strong>{voice.name}</strong>
        <small>
          {[voice.languages[0] && languageName(voice.languages[0]), words.genders[voice.gender], voice.model]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      {keyOf(voice) === defaultVoice && <span data-potoo="voice-picker-mark">{picker.default}</span>}
      {voice.state !== 'installed' && (
        <span data-potoo="voice-picker-mark" data-state={voice.state}>
          <Icon path={DOWNLOAD} />
          {picker.state[voice.state]}
        </span>
      )}
      <span data-potoo="picker-check" aria-hidden="true">
        <Icon path={CHECK} />
      </span>
    </>
  );
}
