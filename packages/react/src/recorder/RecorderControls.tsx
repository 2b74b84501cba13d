'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { CLOSE, PAUSE, RECORD, STOP } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { recorderEn } from '../messages/en/recorder.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { RecorderContext } from './RecorderContext.ts';

const ENGLISH = { ...baseEn, recorder: recorderEn };

/** What {@link RecorderControls} takes. */
export interface RecorderControlsProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** Records, pauses, goes on, stops and gives up. The first button keeps its place and says what it does. Renders a `<div>`. */
export const RecorderControls = forwardRef(function RecorderControls(
  props: RecorderControlsProps,
  ref: Ref<HTMLDivElement>,
) {
  const recorder = useRequiredContext(RecorderContext, 'RecorderControls', 'RecorderRoot');
  const { recorder: words, cancel } = useMessages(ENGLISH);
  const { status, start, stop, pause, resume } = recorder;
  const isLive = status === 'recording' || status === 'paused';
  const isBusy = status === 'requesting' || status === 'stopping';
  const label = isLive
    ? words.stop
    : status === 'requesting'
      ? words.asking
      : status === 'stopping'
        ? words.stopping
        : status === 'stopped'
          ? words.again
          : words.start;
  const children = (
    <>
      <button
        type="button"
        data-potoo="recorder-record"
        data-look={isLive ? 'live' : 'plain'}
        aria-disabled={isBusy ? true : undefined}
        onClick={isBusy ? undefined : isLive ? stop : start}
      >
        <Icon path={isLive ? STOP : RECORD} />
        <span>{label}</span>
      </button>
      {isLive && (
        <button
          type="button"
          data-potoo="recorder-pause"
          data-look="plain"
          onClick={status === 'paused' ? resume : pause}
        >
          <Icon path={status === 'paused' ? RECORD : PAUSE} />
          <span>{status === 'paused' ? words.resume : words.pause}</span>
        </button>
      )}
      {(isLive || status === 'requesting') && (
        <button type="button" data-potoo="recorder-cancel" data-look="quiet" onClick={recorder.cancel}>
          <Icon path={CLOSE} />
          <span>{cancel}</span>
        </button>
      )}
    </>
  );
  return renderPart('div', { ...props }, { name: 'recorder-controls', own: { children }, ref: ref as Ref<never> });
});
