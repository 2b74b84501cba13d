'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { dropzoneEn } from '../messages/en/dropzone.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { AudioDropzoneContext } from './AudioDropzoneContext.ts';

const ENGLISH = { ...baseEn, dropzone: dropzoneEn };

/** What {@link AudioDropzoneRejections} takes. */
export interface AudioDropzoneRejectionsProps extends ComponentPropsWithoutRef<'ul'>, PartOptions {}

/** Tells which files were not taken and why, once, as an alert. Renders a `<div>` with a `<ul>`, empty when all were. */
export const AudioDropzoneRejections = forwardRef(function AudioDropzoneRejections(
  props: AudioDropzoneRejectionsProps,
  ref: Ref<HTMLUListElement>,
) {
  const { rejected, maxBytes } = useRequiredContext(
    AudioDropzoneContext,
    'AudioDropzoneRejections',
    'AudioDropzoneRoot',
  );
  const { dropzone, fileSize } = useMessages(ENGLISH);
  const children = rejected.map(({ file, reason }) => (
    <li key={`${file.name} ${file.size}`}>
      {file.name}: {reason === 'size' ? dropzone.tooLarge(fileSize(file.size), fileSize(maxBytes)) : dropzone[reason]}
    </li>
  ));
  return (
    <div role="alert" data-potoo="audio-dropzone-alert">
      {rejected.length > 0 &&
        renderPart(
          'ul',
          { ...props },
          { name: 'audio-dropzone-rejections', own: { children }, ref: ref as Ref<never> },
        )}
    </div>
  );
});
