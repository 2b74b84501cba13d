'use client';

import { type ComponentPropsWithoutRef, createContext, forwardRef, type Ref } from 'react';
import {
  type UseTranscriptionOptions,
  type UseTranscriptionResult,
  useTranscription,
} from '../hooks/useTranscription.ts';
import { liveEn } from '../messages/en/live.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';

const ENGLISH = { live: liveEn };

/** What `LiveTranscriptRoot` gives its parts. */
export const LiveTranscriptContext = createContext<UseTranscriptionResult | undefined>(undefined);

/** State of a live transcript, as data attributes. */
export type LiveTranscriptState = {
  readonly state: UseTranscriptionResult['status'];
  readonly speaking: boolean;
};

/** What {@link LiveTranscriptRoot} takes. */
export interface LiveTranscriptRootProps extends ComponentPropsWithoutRef<'section'>, PartOptions<LiveTranscriptState> {
  /** Service, language, microphone and the like. @default The provider's service, language found by itself. */
  readonly transcription?: UseTranscriptionOptions;
}

/** Listens and writes down. Nobody is asked for a microphone before a press. Renders a `<section>`. */
export const LiveTranscriptRoot = forwardRef(function LiveTranscriptRoot(
  { transcription, ...props }: LiveTranscriptRootProps,
  ref: Ref<HTMLElement>,
) {
  const live = useTranscription(transcription);
  const { live: words } = useMessages(ENGLISH);
  const { status, speaking } = live;
  return (
    <LiveTranscriptContext.Provider value={live}>
      {renderPart('section', props, {
        name: 'live-transcript',
        state: { state: status, speaking },
        own: { 'data-surface': 'card', 'aria-label': words.title },
        ref: ref as Ref<never>,
      })}
    </LiveTranscriptContext.Provider>
  );
});
