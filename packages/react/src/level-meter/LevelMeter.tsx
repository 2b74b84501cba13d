'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useEffect, useRef } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { microphoneEn } from '../messages/en/microphone.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';

const ENGLISH = { ...baseEn, microphone: microphoneEn };

/** What tells how loud it is: a `Microphone`, or anything with its level. */
export interface LevelSource {
  /** Calls a listener with the level: 0 silence, about 0.5 ordinary speech, 1 a strong peak. */
  readonly subscribeLevel: (listener: (level: { readonly level: number }) => void) => () => void;
}

/** What {@link LevelMeter} takes. */
export interface LevelMeterProps extends ComponentPropsWithoutRef<'div'>, PartOptions {
  /** What is measured. */
  readonly source: LevelSource;
  /** Whether it is open; a closed one shows nothing. @default true */
  readonly active?: boolean;
}

/** How often assistive technology is told, milliseconds. */
const TELL_EVERY_MS = 500;

/** How fast it falls, share per frame: it rises at once, as ears do. */
const FALL = 0.88;

/** How loud the microphone is, without a render. Renders a `<div>` with the role of a meter. */
export const LevelMeter = forwardRef(function LevelMeter(
  { source, active = true, ...props }: LevelMeterProps,
  ref: Ref<HTMLDivElement>,
) {
  const { microphone, percent } = useMessages(ENGLISH);
  const meter = useRef<HTMLDivElement>(null);
  const { subscribeLevel } = source;
  useEffect(() => {
    const element = meter.current;
    if (!element || !active) return;
    let shown = 0;
    let told = 0;
    const off = subscribeLevel(({ level }) => {
      shown = Math.max(level, shown * FALL);
      element.style.setProperty('--potoo-level', shown.toFixed(3));
      if (performance.now() - told < TELL_EVERY_MS) return;
      told = performance.now();
      element.setAttribute('aria-valuenow', shown.toFixed(2));
      element.setAttribute('aria-valuetext', percent(shown));
    });
    return () => {
      off();
      element.style.removeProperty('--potoo-level');
      element.setAttribute('aria-valuenow', '0');
    };
  }, [subscribeLevel, active, percent]);
  const own = {
    role: 'meter',
    'aria-label': microphone.level,
    'aria-valuemin': 0,
    'aria-valuemax': 1,
    'aria-valuenow': 0,
  };
  return renderPart('div', props, {
    name: 'level-meter',
    state: { active },
    own,
    ref: ref as Ref<never>,
    ownRef: meter as Ref<never>,
  });
});
