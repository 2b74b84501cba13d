'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { MIC, STOP } from '../icons/paths.ts';
import { LevelMeter } from '../level-meter/LevelMeter.tsx';
import { liveEn } from '../messages/en/live.ts';
import { recorderEn } from '../messages/en/recorder.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { LiveTranscriptContext } from './LiveTranscriptRoot.tsx';

const ENGLISH = { live: liveEn, recorder: recorderEn };

/** What {@link LiveTranscriptControls} takes. */
export interface LiveTranscriptControlsProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** Listens and stops, with the sign that the microphone is open and how loud it is. Renders a `<div>`. */
export const LiveTranscriptControls = forwardRef(function LiveTranscriptControls(
  props: LiveTranscriptControlsProps,
  ref: Ref<HTMLDivElement>,
) {
  const live = useRequiredContext(LiveTranscriptContext, 'LiveTranscriptControls', 'LiveTranscriptRoot');
  const { live: words, recorder } = useMessages(ENGLISH);
  const { status, error, listen, stop, transcription } = live;
  const listening = status === 'listening';
  const label = listening
    ? words.stop
    : status === 'requesting'
      ? recorder.asking
      : status === 'finishing'
        ? words.finishing
        : words.listen;
  const busy = status === 'requesting' || status === 'finishing';
  const children = (
    <>
      <button
        type="button"
        data-potoo="live-transcript-listen"
        data-look={listening ? 'live' : 'plain'}
        aria-disabled={busy ? true : undefined}
        onClick={busy ? undefined : listening ? stop : listen}
      >
        <Icon path={listening ? STOP : MIC} />
        <span>{label}</span>
      </button>
      {listening && (
        <>
          <span data-potoo="recorder-sign" data-state="recording">
            {words.listening}
          </span>
          <LevelMeter source={transcription.microphone} />
        </>
      )}
      <span data-potoo="said" role="status">
        {listening ? words.listening : status === 'done' ? words.done : ''}
      </span>
      {error && <ErrorNote error={error} onRetry={error.retryable ? listen : undefined} />}
    </>
  );
  return renderPart(
    'div',
    { ...props },
    {
      name: 'live-transcript-controls',
      own: { children },
      ref: ref as Ref<never>,
    },
  );
});
