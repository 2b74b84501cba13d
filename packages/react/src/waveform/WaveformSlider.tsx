'use client';

import { type ComponentPropsWithoutRef, forwardRef, type KeyboardEvent, type Ref, useCallback, useRef } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { waveformEn } from '../messages/en/waveform.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { timeNow, useClock } from '../part/useClock.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { WaveformContext } from './WaveformContext.ts';

const ENGLISH = { ...baseEn, waveform: waveformEn };

/** What {@link WaveformSlider} takes. */
export interface WaveformSliderProps extends Omit<ComponentPropsWithoutRef<'input'>, 'step'>, PartOptions {
  /** Seconds that an arrow key moves. @default 5 */
  readonly step?: number;
  /** Seconds that Page Up and Page Down move. @default A tenth of the duration, at least `step`. */
  readonly largeStep?: number;
}

/** How often a running clock is told to assistive technology, milliseconds. */
const TELL_EVERY_MS = 250;

/**
 * Seeks: arrows, Page Up and Page Down, Home, End, mouse, pen and touch. Lies over the bars. Renders an
 * `<input type="range">`, whose value is spoken as time.
 */
export const WaveformSlider = forwardRef(function WaveformSlider(
  { step = 5, largeStep, ...props }: WaveformSliderProps,
  ref: Ref<HTMLInputElement>,
) {
  const { duration, time, playing, seek } = useRequiredContext(WaveformContext, 'WaveformSlider', 'WaveformRoot');
  const messages = useMessages(ENGLISH);
  const input = useRef<HTMLInputElement>(null);
  const tell = useCallback(
    (now: number) => {
      const element = input.current;
      if (!element) return;
      element.value = String(now);
      const spoken = messages.waveform.position(messages.spokenTime(now), messages.spokenTime(duration));
      if (element.getAttribute('aria-valuetext') !== spoken) element.setAttribute('aria-valuetext', spoken);
    },
    [messages, duration],
  );
  useClock({ time, running: playing, everyMs: TELL_EVERY_MS }, tell);
  if (!seek) return null;
  const goTo = (seconds: number) => {
    const target = Math.min(duration, Math.max(0, seconds));
    seek(target);
    tell(target);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const target = keyTarget(event.key, timeNow(time), { duration, step, largeStep });
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  };
  const own = {
    type: 'range',
    min: 0,
    max: duration,
    step: 'any',
    defaultValue: 0,
    disabled: !(duration > 0),
    'aria-label': messages.waveform.seek,
    onKeyDown,
    onInput: (event: { currentTarget: HTMLInputElement }) => goTo(Number(event.currentTarget.value)),
  };
  return renderPart('input', props, {
    name: 'waveform-slider',
    own,
    ref: ref as Ref<never>,
    ownRef: input as Ref<never>,
  });
});

interface KeySteps {
  readonly duration: number;
  readonly step: number;
  readonly largeStep: number | undefined;
}

/** Where a key leads, by the slider pattern of the ARIA Authoring Practices; time runs left to right. */
function keyTarget(key: string, now: number, { duration, step, largeStep }: KeySteps): number | undefined {
  const large = largeStep ?? Math.max(step, duration / 10);
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: now + step,
    ArrowUp: now + step,
    ArrowLeft: now - step,
    ArrowDown: now - step,
    PageUp: now + large,
    PageDown: now - large,
    Home: 0,
    End: duration,
  };
  return moves[key];
}
