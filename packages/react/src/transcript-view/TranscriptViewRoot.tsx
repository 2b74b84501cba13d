'use client';

import type { Transcript, TranscriptSegment } from '@potoo/core';
import { type ComponentPropsWithoutRef, forwardRef, type Ref, useMemo } from 'react';
import { transcriptEn } from '../messages/en/transcript.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import type { MediaTime } from '../part/useClock.ts';
import { useControlled } from '../part/useControlled.ts';
import { TranscriptViewContext, type TranscriptViewContextValue } from './TranscriptViewContext.ts';
import { placeWords, wordsOf } from './word-index.ts';

const ENGLISH = { transcript: transcriptEn };

/** State of a transcript's display, as data attributes. */
export type TranscriptViewState = { readonly state: 'empty' | 'silent' | 'ready'; readonly playing: boolean };

/** What {@link TranscriptViewRoot} takes. */
export interface TranscriptViewRootProps
  extends Omit<ComponentPropsWithoutRef<'section'>, 'onChange'>,
    PartOptions<TranscriptViewState> {
  /** What was said. */
  readonly transcript?: Transcript | undefined;
  /** What was said, at first, when the component keeps the changes itself. */
  readonly defaultTranscript?: Transcript;
  /** Called with the transcript after each change. */
  readonly onTranscriptChange?: (transcript: Transcript) => void;
  /** Where the audio plays, seconds. A `Player`, or a function that tells it while `playing`, moves without a render. */
  readonly currentTime?: MediaTime | undefined;
  /** Whether the audio plays. @default false */
  readonly playing?: boolean;
  /** Called with seconds when somebody goes to a word. Without it, words cannot be gone to. */
  readonly onSeek?: ((time: number) => void) | undefined;
  /** Whether text and speakers can be changed. @default false */
  readonly editable?: boolean;
  /** Whether what is heard is kept in sight while it plays. @default true */
  readonly follow?: boolean;
  /** What a speaker is called. @default "Speaker 1" for `SPEAKER_00`, other names as they are. */
  readonly speakerName?: (speaker: string) => string;
}

/** Holds a transcript and tells its parts what to show. Renders a `<section>`. */
export const TranscriptViewRoot = forwardRef(function TranscriptViewRoot(
  props: TranscriptViewRootProps,
  ref: Ref<HTMLElement>,
) {
  const {
    transcript: given,
    defaultTranscript,
    onTranscriptChange,
    currentTime,
    playing = false,
    onSeek,
    editable = false,
    follow = true,
    speakerName,
    ...rest
  } = props;
  const { transcript: words } = useMessages(ENGLISH);
  const [transcript, setTranscript] = useControlled<Transcript | undefined>(given, defaultTranscript, (changed) => {
    if (changed) onTranscriptChange?.(changed);
  });
  const placed = useMemo(() => (transcript ? placeWords(transcript) : []), [transcript]);
  const firstWords = useMemo(() => countFirstWords(transcript?.segments ?? []), [transcript]);
  const changeSegments = (change: (segment: TranscriptSegment, index: number) => TranscriptSegment) => {
    if (!transcript) return;
    const segments = transcript.segments.map(change);
    setTranscript({ ...transcript, segments, text: segments.map(({ text }) => text).join(' ') });
  };
  const value: TranscriptViewContextValue = {
    transcript,
    words: placed,
    firstWords,
    time: currentTime,
    playing,
    follow,
    editable,
    seek: onSeek,
    changeSegment: (at, changed) => changeSegments((segment, index) => (index === at ? changed : segment)),
    renameSpeaker: (from, to) =>
      changeSegments((segment) => (segment.speaker === from ? { ...segment, speaker: to } : segment)),
    speakerName: speakerName ?? ((speaker) => nameOf(speaker, words.speaker)),
  };
  const state = { state: !transcript ? 'empty' : placed.length === 0 ? 'silent' : 'ready', playing } as const;
  return (
    <TranscriptViewContext.Provider value={value}>
      {renderPart('section', rest, {
        name: 'transcript-view',
        state,
        own: { 'aria-label': words.title },
        ref: ref as Ref<never>,
      })}
    </TranscriptViewContext.Provider>
  );
});

function countFirstWords(segments: readonly TranscriptSegment[]): number[] {
  let count = 0;
  return segments.map((segment) => {
    const first = count;
    count += wordsOf(segment).length;
    return first;
  });
}

/** `SPEAKER_00` is what diarization calls the first speaker. */
function nameOf(speaker: string, numbered: (number: number) => string): string {
  const match = /^SPEAKER_(\d+)$/.exec(speaker);
  return match ? numbered(Number(match[1]) + 1) : speaker;
}
