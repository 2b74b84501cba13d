'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { UPLOAD } from '../icons/paths.ts';
import { dropzoneEn } from '../messages/en/dropzone.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { buttonPart } from '../part/buttonPart.tsx';
import type { PartOptions } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { AudioDropzoneContext } from './AudioDropzoneContext.ts';

const ENGLISH = { dropzone: dropzoneEn };

/** What {@link AudioDropzoneButton} takes. */
export interface AudioDropzoneButtonProps extends ComponentPropsWithoutRef<'button'>, PartOptions {}

/** Opens the file dialog: what dropping is to those who cannot drag. Renders a `<button>`. */
export const AudioDropzoneButton = forwardRef(function AudioDropzoneButton(
  props: AudioDropzoneButtonProps,
  ref: Ref<HTMLButtonElement>,
) {
  const { choose, disabled } = useRequiredContext(AudioDropzoneContext, 'AudioDropzoneButton', 'AudioDropzoneRoot');
  const messages = useMessages(ENGLISH);
  return buttonPart(props, {
    name: 'audio-dropzone-button',
    label: messages.dropzone.choose,
    icon: UPLOAD,
    look: 'plain',
    ref,
    own: { onClick: choose, disabled },
  });
});
