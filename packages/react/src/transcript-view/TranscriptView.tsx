'use client';

import { forwardRef, type Ref } from 'react';
import { TranscriptViewExport } from './TranscriptViewExport.tsx';
import { TranscriptViewRoot, type TranscriptViewRootProps } from './TranscriptViewRoot.tsx';
import { TranscriptViewSegments } from './TranscriptViewSegments.tsx';

/** What {@link TranscriptView} takes. */
export interface TranscriptViewProps extends Omit<TranscriptViewRootProps, 'children'> {
  /** Whether it can be saved as subtitles or text. @default true */
  readonly exportable?: boolean;
}

/** What was said, ready made: words to follow, go to and change, and files to save. */
export const TranscriptView = forwardRef(function TranscriptView(
  { exportable = true, ...props }: TranscriptViewProps,
  ref: Ref<HTMLElement>,
) {
  return (
    <TranscriptViewRoot ref={ref} {...props}>
      <TranscriptViewSegments />
      {exportable && <TranscriptViewExport />}
    </TranscriptViewRoot>
  );
});
