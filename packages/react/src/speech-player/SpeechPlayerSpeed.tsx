'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';

const ENGLISH = { ...baseEn, player: playerEn };

/** What {@link SpeechPlayerSpeed} takes. */
export interface SpeechPlayerSpeedProps extends ComponentPropsWithoutRef<'select'>, PartOptions {
  /** Speeds to choose from. @default [0.75, 1, 1.25, 1.5, 2] */
  readonly speeds?: readonly number[];
}

const SPEEDS: readonly number[] = [0.75, 1, 1.25, 1.5, 2];

/** How fast it plays; pitch stays. Renders a `<select>`. */
export const SpeechPlayerSpeed = forwardRef(function SpeechPlayerSpeed(
  { speeds = SPEEDS, ...props }: SpeechPlayerSpeedProps,
  ref: Ref<HTMLSelectElement>,
) {
  const { player, state } = useRequiredContext(SpeechPlayerContext, 'SpeechPlayerSpeed', 'SpeechPlayerRoot');
  const { player: words, number } = useMessages(ENGLISH);
  const offered = speeds.includes(state.rate) ? speeds : [...speeds, state.rate].sort((a, b) => a - b);
  const own = {
    'data-look': 'quiet',
    dir: 'ltr',
    'aria-label': words.speed,
    value: state.rate,
    onChange: (event: { currentTarget: HTMLSelectElement }) => player.setRate(Number(event.currentTarget.value)),
    children: offered.map((speed) => (
      <option key={speed} value={speed}>
        {number(speed, 2)}×
      </option>
    )),
  };
  return renderPart('select', props, { name: 'speech-player-speed', own, ref: ref as Ref<never> });
});
