'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { liveEn } from '../messages/en/live.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { LiveTranscriptContext } from './LiveTranscriptRoot.tsx';

const ENGLISH = { live: liveEn };

/** What {@link LiveTranscriptText} takes. */
export interface LiveTranscriptTextProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/**
 * What was said. What is certain is announced, sentence by sentence; what may still change is shown apart, and not
 * announced. Renders a `<div>`.
 */
export const LiveTranscriptText = forwardRef(function LiveTranscriptText(
  props: LiveTranscriptTextProps,
  ref: Ref<HTMLDivElement>,
) {
  const { segments, partial, status } = useRequiredContext(
    LiveTranscriptContext,
    'LiveTranscriptText',
    'LiveTranscriptRoot',
  );
  const { live } = useMessages(ENGLISH);
  const empty = segments.length === 0 && partial === '';
  const children = (
    <>
      <div role="log" aria-label={live.title} aria-relevant="additions">
        {segments.map(({ text, start }) => (
          <p key={start} data-potoo="live-transcript-segment" dir="auto">
            {text}
          </p>
        ))}
      </div>
      {partial !== '' && (
        <p data-potoo="live-transcript-partial" dir="auto">
          {partial}
        </p>
      )}
      {empty && <p data-potoo="live-transcript-empty">{status === 'listening' ? live.waiting : live.empty}</p>}
    </>
  );
  return renderPart('div', { ...props }, { name: 'live-transcript-text', own: { children }, ref: ref as Ref<never> });
});
