'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { PAUSE, PLAY } from '../icons/paths.ts';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { buttonPart } from '../part/buttonPart.tsx';
import type { PartOptions } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';

const ENGLISH = { player: playerEn };

/** What {@link SpeechPlayerPlay} takes. */
export interface SpeechPlayerPlayProps extends ComponentPropsWithoutRef<'button'>, PartOptions {}

/** Plays and pauses. Renders a `<button>` whose name says which. */
export const SpeechPlayerPlay = forwardRef(function SpeechPlayerPlay(
  props: SpeechPlayerPlayProps,
  ref: Ref<HTMLButtonElement>,
) {
  const { state, source, toggle } = useRequiredContext(SpeechPlayerContext, 'SpeechPlayerPlay', 'SpeechPlayerRoot');
  const { player } = useMessages(ENGLISH);
  const current = source !== undefined && state.source === source;
  const sounds = current && (state.status === 'playing' || state.status === 'loading');
  return buttonPart(props, {
    name: 'speech-player-play',
    label: sounds ? player.pause : player.play,
    icon: sounds ? PAUSE : PLAY,
    look: 'icon-primary',
    ref,
    own: {
      onClick: toggle,
      disabled: source === undefined,
      'aria-busy': current && state.status === 'loading' ? true : undefined,
    },
  });
});
