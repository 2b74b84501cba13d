'use client';
import { Mixer, type MixerOptions, type MixerState } from '@potoo/core/mixer';
import { useContext } from 'react';
import { PotooContext } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useMixer}: those of a `Mixer`, by default with the provider's loudspeaker. */
export type UseMixerOptions = MixerOptions;

/** State and calls of a mixer. The calls keep their identity. */
export interface UseMixerResult
  extends MixerState,
    Pick<Mixer, 'play' | 'playAsync' | 'pause' | 'toggle' | 'seek' | 'setVolume' | 'setMuted' | 'setSolo'> {
  /** The controller behind it: `currentTime`, `subscribeTime` and what else needs no render. */
  readonly mixer: Mixer;
}

/** Plays the parts of a recording together. Nothing is fetched before `play`. */
export function useMixer(options: UseMixerOptions): UseMixerResult {
  const { loudspeaker } = useContext(PotooContext);
  const resolved = { ...options, loudspeaker: options.loudspeaker ?? loudspeaker };
  const [mixer, state] = useController(() => new Mixer(resolved), resolved);
  const { play, playAsync, pause, toggle, seek, setVolume, setMuted, setSolo } = mixer;
  return { ...state, mixer, play, playAsync, pause, toggle, seek, setVolume, setMuted, setSolo };
}
