'use client';

import { forwardRef, type Ref } from 'react';
import { AudioDropzoneButton } from './AudioDropzoneButton.tsx';
import { AudioDropzoneHint } from './AudioDropzoneHint.tsx';
import { AudioDropzoneRejections } from './AudioDropzoneRejections.tsx';
import { AudioDropzoneRoot, type AudioDropzoneRootProps } from './AudioDropzoneRoot.tsx';

/** What {@link AudioDropzone} takes. */
export interface AudioDropzoneProps extends Omit<AudioDropzoneRootProps, 'children'> {}

/** A place to drop, paste or choose audio files, ready made. */
export const AudioDropzone = forwardRef(function AudioDropzone(props: AudioDropzoneProps, ref: Ref<HTMLDivElement>) {
  return (
    <AudioDropzoneRoot ref={ref} {...props}>
      <AudioDropzoneButton />
      <AudioDropzoneHint />
      <AudioDropzoneRejections />
    </AudioDropzoneRoot>
  );
});
