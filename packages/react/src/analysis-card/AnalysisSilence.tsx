'use client';

import type { Analysis } from '@potoo/core';
import type { ReactElement } from 'react';
import { analysisEn } from '../messages/en/analysis.ts';
import { baseEn } from '../messages/en/base.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';

const ENGLISH = { ...baseEn, analysis: analysisEn };

/** What {@link AnalysisSilence} takes. */
export interface AnalysisSilenceProps {
  readonly analysis: Pick<Analysis, 'duration' | 'silence'>;
}

/** Where a recording is silent, along its time. Renders a `<figure>`. */
export function AnalysisSilence({ analysis: { duration, silence } }: AnalysisSilenceProps): ReactElement {
  const { analysis, percent } = useMessages(ENGLISH);
  return (
    <figure data-potoo="analysis-silence">
      <svg viewBox={`0 0 ${duration} 1`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect data-potoo="analysis-sound" width={duration} height={1} />
        {silence.stretches.map(({ start, end }) => (
          <rect key={start} data-potoo="analysis-stretch" x={start} width={end - start} height={1} />
        ))}
      </svg>
      <figcaption>{analysis.silence(percent(silence.share), silence.stretches.length)}</figcaption>
    </figure>
  );
}
