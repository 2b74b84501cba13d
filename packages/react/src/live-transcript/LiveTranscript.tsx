'use client';

import { forwardRef, type Ref } from 'react';
import { LiveTranscriptControls } from './LiveTranscriptControls.tsx';
import { LiveTranscriptRoot, type LiveTranscriptRootProps } from './LiveTranscriptRoot.tsx';
import { LiveTranscriptText } from './LiveTranscriptText.tsx';

/** What {@link LiveTranscript} takes. */
export interface LiveTranscriptProps extends Omit<LiveTranscriptRootProps, 'children'> {}

/** Writes down what is said into the microphone while it is said, ready made. */
export const LiveTranscript = forwardRef(function LiveTranscript(props: LiveTranscriptProps, ref: Ref<HTMLElement>) {
  return (
    <LiveTranscriptRoot ref={ref} {...props}>
      <LiveTranscriptText />
      <LiveTranscriptControls />
    </LiveTranscriptRoot>
  );
});
