'use client';
import { useEffect, useRef } from 'react';
import type { SpeechPlayerContextValue } from './SpeechPlayerContext.ts';

/** What the system shows of what is played. */
export interface MediaSessionFacts {
  readonly title: string;
  readonly artist?: string | undefined;
}

/** Loaded with the first player that is shown to the system. */
const loadMediaSession = () => import('./media-session.ts');

/**
 * Shows the system what is played, and takes its keys, from when it first plays. A paused player keeps them, so that the key which paused it lets it go on.
 */
export function useMediaSession(facts: MediaSessionFacts | undefined, player: SpeechPlayerContextValue): void {
  const latest = useRef(player);
  const life = useRef<AbortController>(undefined);
  useEffect(() => {
    latest.current = player;
  });
  const title = facts?.title;
  const artist = facts?.artist;
  const playing = player.state.status === 'playing';
  useEffect(() => {
    if (title === undefined || !playing) return;
    life.current?.abort();
    const controller = new AbortController();
    life.current = controller;
    void loadMediaSession().then(({ openMediaSession }) =>
      openMediaSession({ title, artist }, () => latest.current, controller.signal),
    );
  }, [title, artist, playing]);
  useEffect(() => () => life.current?.abort(), []);
}
