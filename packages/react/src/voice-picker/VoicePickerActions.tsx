'use client';

import type { Voice } from '@potoo/core';
import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { DOWNLOAD, PLAY, STOP } from '../icons/paths.ts';
import { pickerEn } from '../messages/en/picker.ts';
import { voiceEn } from '../messages/en/voice.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { PickerContext } from '../picker/PickerContext.ts';
import { keyOf } from './useVoicePreview.ts';
import { VoicePickerContext } from './VoicePickerContext.ts';

const ENGLISH = { picker: pickerEn, voice: voiceEn };

/** What {@link VoicePickerActions} takes. */
export interface VoicePickerActionsProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** What can be done with the voice that is meant: hear it, install it. One Tab from the search. Renders a `<div>`. */
export const VoicePickerActions = forwardRef(function VoicePickerActions(
  props: VoicePickerActionsProps,
  ref: Ref<HTMLDivElement>,
) {
  const { found, active } = useRequiredContext(PickerContext, 'VoicePickerActions', 'PickerRoot');
  const { voices, preview, install } = useRequiredContext(VoicePickerContext, 'VoicePickerActions', 'VoicePickerRoot');
  const { picker, voice: words } = useMessages(ENGLISH);
  const meant: Voice | undefined = voices.find((voice) => keyOf(voice) === found[active]?.id);
  if (!meant) return null;
  const state = preview.stateOf(meant);
  const sounds = state === 'playing' || state === 'loading';
  const children = (
    <>
      {preview.has(meant) && (
        <button
          type="button"
          data-potoo="voice-picker-hear"
          data-look="quiet"
          aria-busy={state === 'loading'}
          onClick={() => preview.toggle(meant)}
        >
          <Icon path={sounds ? STOP : PLAY} />
          <span>{sounds ? words.stopPreview(meant.name) : words.preview(meant.name)}</span>
        </button>
      )}
      {install && meant.state === 'available' && (
        <button type="button" data-potoo="voice-picker-install" data-look="quiet" onClick={() => install(meant)}>
          <Icon path={DOWNLOAD} />
          <span>{picker.install(meant.model)}</span>
        </button>
      )}
      <span role="alert" data-potoo="voice-picker-alert">
        {state === 'error' && words.previewFailed(meant.name)}
      </span>
    </>
  );
  return renderPart('div', { ...props }, { name: 'voice-picker-actions', own: { children }, ref: ref as Ref<never> });
});
