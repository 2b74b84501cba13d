'use client';

import type { ReactElement } from 'react';
import { analysisEn } from '../messages/en/analysis.ts';
import { baseEn } from '../messages/en/base.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';

const ENGLISH = { ...baseEn, analysis: analysisEn };

/** What {@link AnalysisFact} takes. */
export interface AnalysisFactProps {
  readonly label: string;
  readonly value: string;
  /** What else it may be, or what goes with it. */
  readonly detail?: string | undefined;
  /** How sure it is, 0 to 1. */
  readonly confidence?: number | undefined;
}

/** One figure of an analysis. Renders a `<div>` with a `<dt>` and `<dd>`s, to stand in a `<dl>`. */
export function AnalysisFact({ label, value, detail, confidence }: AnalysisFactProps): ReactElement {
  const { analysis, percent } = useMessages(ENGLISH);
  return (
    <div data-potoo="analysis-fact">
      <dt>{label}</dt>
      <dd data-potoo="analysis-fact-value">{value}</dd>
      {detail && <dd data-potoo="analysis-fact-detail">{detail}</dd>}
      {confidence !== undefined && (
        <dd data-potoo="analysis-fact-detail">
          <meter min={0} max={1} value={confidence} aria-label={analysis.confidence} />{' '}
          {analysis.sure(percent(confidence))}
        </dd>
      )}
    </div>
  );
}
