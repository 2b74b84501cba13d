'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useId, useRef } from 'react';
import { transcriptEn } from '../messages/en/transcript.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { useActiveWord } from '../part/words/useActiveWord.ts';
import { useWordFocus } from '../part/words/useWordFocus.ts';
import { TranscriptSegmentView } from './TranscriptSegmentView.tsx';
import { TranscriptViewContext } from './TranscriptViewContext.ts';

const ENGLISH = { transcript: transcriptEn };

/** What {@link TranscriptViewSegments} takes. */
export interface TranscriptViewSegmentsProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** What was said, segment by segment, with speakers and times. Renders a `<div>` that scrolls when its height is bound. */
export const TranscriptViewSegments = forwardRef(function TranscriptViewSegments(
  props: TranscriptViewSegmentsProps,
  ref: Ref<HTMLDivElement>,
) {
  const view = useRequiredContext(TranscriptViewContext, 'TranscriptViewSegments', 'TranscriptViewRoot');
  const { transcript, firstWords, seek } = view;
  const { transcript: words } = useMessages(ENGLISH);
  const list = useRef<HTMLDivElement>(null);
  const help = useId();
  const handlers = useWordFocus(list, view);
  useActiveWord(list, view);
  const segments = transcript?.segments ?? [];
  const children = (
    <>
      {segments.length === 0 && <p data-potoo="transcript-empty">{transcript ? words.silent : words.empty}</p>}
      {segments.map((segment, index) => (
        <TranscriptSegmentView
          // A segment has no id of its own: its place is what it is.
          // biome-ignore lint/suspicious/noArrayIndexKey: segments are replaced, never moved
          key={index}
          segment={segment}
          index={index}
          firstWord={firstWords[index] ?? 0}
          continued={segment.speaker === segments[index - 1]?.speaker}
        />
      ))}
      {seek && (
        <p id={help} hidden>
          {words.help}
        </p>
      )}
    </>
  );
  const own = {
    ...(seek && { ...handlers, role: 'group', 'aria-label': words.title, 'aria-describedby': help }),
    lang: transcript?.language,
    children,
  };
  return renderPart(
    'div',
    { ...props },
    {
      name: 'transcript-segments',
      own,
      ref: ref as Ref<never>,
      ownRef: list as Ref<never>,
    },
  );
});
