'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { dropzoneEn } from '../messages/en/dropzone.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { AudioDropzoneContext } from './AudioDropzoneContext.ts';

const ENGLISH = { ...baseEn, dropzone: dropzoneEn };

/** What {@link AudioDropzoneHint} takes. */
export interface AudioDropzoneHintProps extends ComponentPropsWithoutRef<'p'>, PartOptions {}

/** Says what can be dropped here. Renders a `<p>`. */
export const AudioDropzoneHint = forwardRef(function AudioDropzoneHint(
  props: AudioDropzoneHintProps,
  ref: Ref<HTMLParagraphElement>,
) {
  const { state, maxBytes } = useRequiredContext(AudioDropzoneContext, 'AudioDropzoneHint', 'AudioDropzoneRoot');
  const { dropzone, fileSize } = useMessages(ENGLISH);
  const children = state === 'dragging' ? dropzone.drop : dropzone.hint(fileSize(maxBytes));
  return renderPart('p', { ...props }, { name: 'audio-dropzone-hint', own: { children }, ref: ref as Ref<never> });
});
