'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { usePlayerTime } from '../hooks/usePlayerTime.ts';
import { clockTime } from '../messages/time-format.ts';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';

/** What {@link SpeechPlayerTime} takes. */
export interface SpeechPlayerTimeProps extends ComponentPropsWithoutRef<'span'>, PartOptions {}

/** Elapsed and whole time. The slider says the same to assistive technology, so this is hidden from it. Renders a `<span>`. */
export const SpeechPlayerTime = forwardRef(function SpeechPlayerTime(
  props: SpeechPlayerTimeProps,
  ref: Ref<HTMLSpanElement>,
) {
  const { player, state, source, duration } = useRequiredContext(
    SpeechPlayerContext,
    'SpeechPlayerTime',
    'SpeechPlayerRoot',
  );
  const time = usePlayerTime(player, 1);
  const elapsed = source !== undefined && state.source === source ? time : 0;
  const children = `${clockTime(elapsed)} / ${clockTime(duration)}`;
  const own = { 'aria-hidden': true, dir: 'ltr', children };
  return renderPart('span', { ...props }, { name: 'speech-player-time', own, ref: ref as Ref<never> });
});
