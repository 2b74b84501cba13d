'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useSyncExternalStore } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { PAUSE, PLAY } from '../icons/paths.ts';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { clockTime } from '../messages/time-format.ts';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { WaveformRoot } from '../waveform/WaveformRoot.tsx';
import { WaveformSlider } from '../waveform/WaveformSlider.tsx';
import { StemMixerContext } from './StemMixerContext.ts';

const ENGLISH = { player: playerEn };

/** What {@link StemMixerTransport} takes. */
export interface StemMixerTransportProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** Plays, pauses and seeks all parts together. Renders a `<div>`. */
export const StemMixerTransport = forwardRef(function StemMixerTransport(
  props: StemMixerTransportProps,
  ref: Ref<HTMLDivElement>,
) {
  const { mixer, stems } = useRequiredContext(StemMixerContext, 'StemMixerTransport', 'StemMixerRoot');
  const { player } = useMessages(ENGLISH);
  const sounds = mixer.status === 'playing' || mixer.status === 'loading';
  const label = sounds ? player.pause : player.play;
  const children = (
    <>
      <button
        type="button"
        data-potoo="stem-mixer-play"
        data-look="icon-primary"
        aria-label={label}
        title={label}
        aria-busy={mixer.status === 'loading'}
        disabled={stems.length === 0}
        onClick={mixer.toggle}
      >
        <Icon path={sounds ? PAUSE : PLAY} />
      </button>
      <WaveformRoot
        data-potoo="stem-mixer-seek"
        duration={mixer.duration ?? 0}
        currentTime={mixer.mixer}
        playing={mixer.status === 'playing'}
        onSeek={mixer.seek}
      >
        <WaveformSlider data-potoo="stem-mixer-slider" />
      </WaveformRoot>
      <Time />
    </>
  );
  return renderPart('div', { ...props }, { name: 'stem-mixer-transport', own: { children }, ref: ref as Ref<never> });
});

/** Apart, because it is what renders with the time. */
function Time() {
  const { mixer } = useRequiredContext(StemMixerContext, 'StemMixerTransport', 'StemMixerRoot');
  const seconds = useSyncExternalStore(
    mixer.mixer.subscribeTime,
    () => Math.floor(mixer.mixer.currentTime),
    () => 0,
  );
  return (
    <span data-potoo="stem-mixer-time" aria-hidden="true" dir="ltr">
      {clockTime(seconds)} / {clockTime(mixer.duration ?? 0)}
    </span>
  );
}
