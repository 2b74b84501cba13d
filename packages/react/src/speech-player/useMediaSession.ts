'use client';
import { useEffect, useRef } from 'react';
import type { SpeechPlayerContextValue } from './SpeechPlayerContext.ts';

/** What the system shows of what is played. */
export interface MediaSessionFacts {
  readonly title: string;
  readonly artist?: string | undefined;
}

/** Shows the system what is played, and takes its keys, while it is played. Its code is loaded only where it is wanted. */
export function useMediaSession(facts: MediaSessionFacts | undefined, player: SpeechPlayerContextValue): void {
  const latest = useRef(player);
  useEffect(() => {
    latest.current = player;
  });
  const title = facts?.title;
  const artist = facts?.artist;
  const playing = player.state.status === 'playing';
  useEffect(() => {
    if (title === undefined || !playing) return;
    const controller = new AbortController();
    void import('./media-session.ts').then(({ openMediaSession }) =>
      openMediaSession({ title, artist }, () => latest.current, controller.signal),
    );
    return () => controller.abort();
  }, [title, artist, playing]);
}
