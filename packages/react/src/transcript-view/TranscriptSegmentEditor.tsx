'use client';

import type { TranscriptSegment } from '@potoo/core';
import { type FormEvent, type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { transcriptEn } from '../messages/en/transcript.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { retimeSegment } from './retimeSegment.ts';
import { TranscriptViewContext } from './TranscriptViewContext.ts';

const ENGLISH = { ...baseEn, transcript: transcriptEn };

/** What {@link TranscriptSegmentEditor} takes. */
export interface TranscriptSegmentEditorProps {
  readonly segment: TranscriptSegment;
  readonly index: number;
  /** Called when it was saved or given up. */
  readonly onDone: () => void;
}

/** Changes the text and the speaker of a segment. Ctrl+Enter saves, Escape gives up. */
export function TranscriptSegmentEditor({ segment, index, onDone }: TranscriptSegmentEditorProps): ReactElement {
  const { changeSegment, renameSpeaker, speakerName } = useRequiredContext(
    TranscriptViewContext,
    'TranscriptSegmentEditor',
    'TranscriptViewRoot',
  );
  const { transcript, save, cancel } = useMessages(ENGLISH);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { speaker } = segment;
  const shownSpeaker = speaker === undefined ? undefined : speakerName(speaker);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = String(form.get('text'));
    const name = String(form.get('speaker') ?? '').trim();
    if (text !== segment.text) changeSegment(index, retimeSegment(segment, text));
    if (speaker !== undefined && name !== '' && name !== shownSpeaker) renameSpeaker(speaker, name);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'Escape') onDone();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };
  return (
    <form data-potoo="transcript-editor" data-segment={index} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      {speaker !== undefined && (
        <label>
          {transcript.speakerField}
          <input data-potoo="transcript-field" data-surface="field" name="speaker" defaultValue={shownSpeaker} />
        </label>
      )}
      <label>
        {transcript.textField}
        <textarea
          ref={field}
          data-potoo="transcript-field"
          data-surface="field"
          name="text"
          rows={3}
          defaultValue={segment.text}
        />
      </label>
      <p>
        <button type="submit" data-potoo="transcript-save" data-look="primary">
          {save}
        </button>
        <button type="button" data-potoo="transcript-cancel" data-look="quiet" onClick={onDone}>
          {cancel}
        </button>
      </p>
    </form>
  );
}
