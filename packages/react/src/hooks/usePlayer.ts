'use client';
import { Player, type PlayerOptions, type PlayerState } from '@potoo/core/player';
import { useContext } from 'react';
import { PotooContext } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link usePlayer}: those of a `Player`, by default with the provider's loudspeaker. */
export type UsePlayerOptions = PlayerOptions;

/** State and calls of a player. The calls keep their identity. */
export interface UsePlayerResult
  extends PlayerState,
    Pick<
      Player,
      | 'play'
      | 'playAsync'
      | 'enqueue'
      | 'next'
      | 'pause'
      | 'resume'
      | 'toggle'
      | 'stop'
      | 'seek'
      | 'setRate'
      | 'setVolume'
      | 'setMuted'
      | 'unlock'
    > {
  /** The controller behind it: `currentTime`, `subscribeTime` and what else needs no render. */
  readonly player: Player;
}

/** Plays audio: files, results of a service, and PCM while it arrives. Renders when the state changes, not with the time. */
export function usePlayer(options: UsePlayerOptions = {}): UsePlayerResult {
  const { loudspeaker } = useContext(PotooContext);
  const resolved = { ...options, loudspeaker: options.loudspeaker ?? loudspeaker };
  const [player, state] = useController(() => new Player(resolved), resolved);
  const { play, playAsync, enqueue, next, pause, resume, toggle, stop, seek } = player;
  const { setRate, setVolume, setMuted, unlock } = player;
  return {
    ...state,
    ...{ player, play, playAsync, enqueue, next, pause, resume, toggle, stop, seek },
    ...{ setRate, setVolume, setMuted, unlock },
  };
}
