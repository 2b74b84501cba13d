'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { MUTED, SPEAKER } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';

const ENGLISH = { ...baseEn, player: playerEn };

/** What {@link SpeechPlayerVolume} takes. */
export interface SpeechPlayerVolumeProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** How loud it plays, and silence at one press. Renders a `<div>` with a `<button>` and an `<input type="range">`. */
export const SpeechPlayerVolume = forwardRef(function SpeechPlayerVolume(
  props: SpeechPlayerVolumeProps,
  ref: Ref<HTMLDivElement>,
) {
  const { player, state } = useRequiredContext(SpeechPlayerContext, 'SpeechPlayerVolume', 'SpeechPlayerRoot');
  const { player: words, percent } = useMessages(ENGLISH);
  const { volume, muted } = state;
  const label = muted ? words.unmute : words.mute;
  const heard = muted ? 0 : volume;
  const children = (
    <>
      <button
        type="button"
        data-potoo="speech-player-mute"
        data-look="icon"
        aria-label={label}
        title={label}
        onClick={() => player.setMuted(!muted)}
      >
        <Icon path={muted ? MUTED : SPEAKER} />
      </button>
      <input
        type="range"
        data-potoo="speech-player-volume-slider"
        aria-label={words.volume}
        aria-valuetext={percent(heard)}
        min={0}
        max={1}
        step={0.05}
        value={heard}
        onChange={(event) => {
          player.setVolume(Number(event.currentTarget.value));
          player.setMuted(false);
        }}
      />
    </>
  );
  return renderPart('div', { ...props }, { name: 'speech-player-volume', own: { children }, ref: ref as Ref<never> });
});
