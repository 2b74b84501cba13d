'use client';

import { forwardRef, type Ref } from 'react';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { RecorderContext } from './RecorderContext.ts';
import { RecorderControls } from './RecorderControls.tsx';
import { RecorderLive } from './RecorderLive.tsx';
import { RecorderReview } from './RecorderReview.tsx';
import { RecorderRoot, type RecorderRootProps } from './RecorderRoot.tsx';

/** What {@link Recorder} takes. */
export interface RecorderProps extends Omit<RecorderRootProps, 'children'> {
  /** Name of the file that is saved, without its extension. @default 'recording' */
  readonly fileName?: string;
}

/** Records a voice, ready made: level and time, pause, review, trim, again, and a file with the right length. */
export const Recorder = forwardRef(function Recorder({ fileName, ...props }: RecorderProps, ref: Ref<HTMLElement>) {
  return (
    <RecorderRoot ref={ref} {...props}>
      <RecorderReview {...(fileName !== undefined && { fileName })} />
      <RecorderControls />
      <RecorderLive />
      <Problem />
    </RecorderRoot>
  );
});

function Problem() {
  const { error, start } = useRequiredContext(RecorderContext, 'Recorder', 'RecorderRoot');
  return error && <ErrorNote error={error} onRetry={error.retryable ? start : undefined} />;
}
