'use client';

import type { Analysis } from '@potoo/core';
import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { analysisEn } from '../messages/en/analysis.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorNote, type ShownError } from '../part/ErrorNote.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { AnalysisFact } from './AnalysisFact.tsx';
import { AnalysisSilence } from './AnalysisSilence.tsx';
import { useAnalysisFacts } from './useAnalysisFacts.ts';

const ENGLISH = { analysis: analysisEn };

/** State of an analysis card, as data attributes. */
export type AnalysisCardState = { readonly state: 'empty' | 'loading' | 'ready' | 'error' };

/** What {@link AnalysisCard} takes. */
export interface AnalysisCardProps extends ComponentPropsWithoutRef<'section'>, PartOptions<AnalysisCardState> {
  /** What was found. */
  readonly analysis?: Analysis | undefined;
  /** Whether it is being looked for. @default false */
  readonly loading?: boolean;
  /** Why nothing was found. */
  readonly error?: ShownError | undefined;
  /** Looks again, after an error. */
  readonly onRetry?: () => void;
}

/**
 * What a recording is: content, length, loudness, silence, and for music key, tempo and meter with how sure they are.
 * What was not found is left out, not guessed. Renders a `<section>`.
 */
export const AnalysisCard = forwardRef(function AnalysisCard(
  { analysis, loading = false, error, onRetry, ...props }: AnalysisCardProps,
  ref: Ref<HTMLElement>,
) {
  const messages = useMessages(ENGLISH);
  const facts = useAnalysisFacts(analysis);
  const state = { state: error ? 'error' : loading ? 'loading' : analysis ? 'ready' : 'empty' } as const;
  const children = (
    <>
      {error && <ErrorNote error={error} onRetry={onRetry} />}
      {!error && loading && <p role="status">{messages.analysis.loading}</p>}
      {!error && !loading && !analysis && <p>{messages.analysis.empty}</p>}
      {!error && !loading && analysis && (
        <>
          <h3 data-potoo="analysis-card-content">{messages.analysis.content[analysis.content]}</h3>
          <dl data-potoo="analysis-card-facts">
            {facts.map((fact) => (
              <AnalysisFact key={fact.label} {...fact} />
            ))}
          </dl>
          {analysis.silence.share > 0 && <AnalysisSilence analysis={analysis} />}
        </>
      )}
    </>
  );
  const own = { 'data-surface': 'card', 'aria-label': messages.analysis.title, 'aria-busy': loading, children };
  return renderPart('section', props, { name: 'analysis-card', state, own, ref: ref as Ref<never> });
});
