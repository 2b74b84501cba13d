'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useCallback, useRef, useSyncExternalStore } from 'react';
import { LevelMeter } from '../level-meter/LevelMeter.tsx';
import { recorderEn } from '../messages/en/recorder.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { clockTime } from '../messages/time-format.ts';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { RecorderContext } from './RecorderContext.ts';

const ENGLISH = { recorder: recorderEn };

/** What {@link RecorderLive} takes. */
export interface RecorderLiveProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** Shows that it records: a sign, the time, and how loud it is, for as long as the microphone is open. Renders a `<div>`. */
export const RecorderLive = forwardRef(function RecorderLive(props: RecorderLiveProps, ref: Ref<HTMLDivElement>) {
  const recorder = useRequiredContext(RecorderContext, 'RecorderLive', 'RecorderRoot');
  const { recorder: words } = useMessages(ENGLISH);
  const { status } = recorder;
  const isLive = status === 'recording' || status === 'paused' || status === 'stopping';
  const children = (
    <>
      {isLive && (
        <>
          <span data-potoo="recorder-sign" data-state={status}>
            {status === 'paused' ? words.paused : words.recording}
          </span>
          <Elapsed />
          <LevelMeter source={recorder.recorder.microphone} active={status === 'recording'} />
        </>
      )}
      <span data-potoo="said" role="status">
        {status === 'recording'
          ? words.recording
          : status === 'paused'
            ? words.paused
            : status === 'stopped'
              ? words.done
              : ''}
      </span>
    </>
  );
  return renderPart('div', { ...props }, { name: 'recorder-live', own: { children }, ref: ref as Ref<never> });
});

/** How often the elapsed time is looked at, milliseconds; it renders once a second. */
const LOOK_EVERY_MS = 200;

/** Apart, because it is what renders with the time. */
function Elapsed() {
  const { recorder, limit } = useRequiredContext(RecorderContext, 'RecorderLive', 'RecorderRoot');
  const latest = useRef(recorder);
  const subscribe = useCallback((listener: () => void) => {
    const timer = setInterval(listener, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = useSyncExternalStore(
    subscribe,
    () => Math.floor(latest.current.elapsed),
    () => 0,
  );
  return (
    <span data-potoo="recorder-elapsed" role="timer" dir="ltr">
      {clockTime(seconds)}
      {limit !== undefined && ` / ${clockTime(limit)}`}
    </span>
  );
}
