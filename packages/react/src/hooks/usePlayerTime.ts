'use client';
import type { Player } from '@potoo/core/player';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * The time of a player, in seconds, as state: for the one part that shows it. Renders only when the time has passed a
 * step; what has to move smoothly subscribes to `player.subscribeTime` and renders nothing.
 * @param step - Seconds. @default 0.25
 */
export function usePlayerTime(
  player: Pick<Player, 'currentTime' | 'subscribe' | 'subscribeTime'>,
  step = 0.25,
): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      const offTime = player.subscribeTime(listener);
      const offState = player.subscribe(listener);
      return () => {
        offTime();
        offState();
      };
    },
    [player],
  );
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(player.currentTime / step) * step,
    () => 0,
  );
}
