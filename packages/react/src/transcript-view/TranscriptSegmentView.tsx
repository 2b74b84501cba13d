'use client';

import type { TranscriptSegment } from '@potoo/core';
import { Fragment, memo, type ReactElement, useState } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { EDIT } from '../icons/paths.ts';
import { transcriptEn } from '../messages/en/transcript.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { clockTime } from '../messages/time-format.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { TranscriptSegmentEditor } from './TranscriptSegmentEditor.tsx';
import { TranscriptViewContext } from './TranscriptViewContext.ts';
import { wordsOf } from './word-index.ts';

const ENGLISH = { transcript: transcriptEn };

/** What {@link TranscriptSegmentView} takes. */
export interface TranscriptSegmentViewProps {
  readonly segment: TranscriptSegment;
  readonly index: number;
  /** Number of its first word among all words. */
  readonly firstWord: number;
  /** Whether the speaker is the one before. */
  readonly continued: boolean;
}

/** One segment: who speaks, when, and the words; or the field to change them in. */
export function TranscriptSegmentView(props: TranscriptSegmentViewProps): ReactElement {
  const { segment, index, continued } = props;
  const { editable, speakerName, seek } = useRequiredContext(
    TranscriptViewContext,
    'TranscriptSegmentView',
    'TranscriptViewRoot',
  );
  const { transcript } = useMessages(ENGLISH);
  const [editing, setEditing] = useState(false);
  if (editing) return <TranscriptSegmentEditor segment={segment} index={index} onDone={() => setEditing(false)} />;
  return (
    <div data-potoo="transcript-segment" data-segment={index} data-continued={continued ? '' : undefined}>
      <p data-potoo="transcript-head">
        {segment.speaker !== undefined && !continued && (
          <strong data-potoo="transcript-speaker">{speakerName(segment.speaker)}</strong>
        )}
        <time data-potoo="transcript-time" dateTime={`PT${segment.start.toFixed(2)}S`}>
          {clockTime(segment.start)}
        </time>
        {editable && (
          <button
            type="button"
            data-potoo="transcript-edit"
            data-look="icon"
            aria-label={transcript.edit(clockTime(segment.start))}
            onClick={() => setEditing(true)}
          >
            <Icon path={EDIT} />
          </button>
        )}
      </p>
      <Words {...props} seekable={seek !== undefined} />
    </div>
  );
}

interface WordsProps extends TranscriptSegmentViewProps {
  readonly seekable: boolean;
}

/** Remembered, because a transcript has thousands of words and one of them changes. */
const Words = memo(function Words({ segment, firstWord, seekable }: WordsProps) {
  return (
    <p data-potoo="transcript-words" dir="auto">
      {wordsOf(segment).map(({ text, start }, place) => {
        const index = firstWord + place;
        return (
          <Fragment key={`${start} ${index}`}>
            <span data-potoo="transcript-word" data-word={index} {...(seekable && { tabIndex: index === 0 ? 0 : -1 })}>
              {text}
            </span>{' '}
          </Fragment>
        );
      })}
    </p>
  );
});
