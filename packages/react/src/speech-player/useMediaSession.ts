import { useEffect, useRef } from 'react';
import type { SpeechPlayerContextValue } from './SpeechPlayerContext.ts';

/** What the system shows of what is played. */
export interface MediaSessionFacts {
  readonly title: string;
  readonly artist?: string;
}

/** Seconds that the system's own seek keys move. */
const SEEK_STEP = 10;

/** Shows the system what is played, and takes its keys, while it is played. */
export function useMediaSession(facts: MediaSessionFacts | undefined, player: SpeechPlayerContextValue): void {
  const latest = useRef(player);
  useEffect(() => {
    latest.current = player;
  });
  const title = facts?.title;
  const artist = facts?.artist ?? '';
  const playing = player.state.status === 'playing';
  useEffect(() => {
    if (title === undefined || !playing || !('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    mediaSession.metadata = new MediaMetadata({ title, artist });
    const move = (by: number) => latest.current.seek(Math.max(0, latest.current.player.currentTime + by));
    const actions: ReadonlyArray<readonly [MediaSessionAction, MediaSessionActionHandler]> = [
      ['play', () => latest.current.toggle()],
      ['pause', () => latest.current.toggle()],
      ['seekbackward', (details) => move(-(details.seekOffset ?? SEEK_STEP))],
      ['seekforward', (details) => move(details.seekOffset ?? SEEK_STEP)],
    ];
    for (const [action, handler] of actions) mediaSession.setActionHandler(action, handler);
    return () => {
      for (const [action] of actions) mediaSession.setActionHandler(action, null);
    };
  }, [title, artist, playing]);
}
