'use client';
import { useEffect } from 'react';
import type { MediaSessionFacts } from './media-session.ts';
import type { SpeechPlayerContextValue } from './SpeechPlayerContext.ts';

/** Loaded with the first player that is shown to the system. */
const loadMediaSession = () => import('./media-session.ts');

/** Shows the system what is played, and takes its keys, once it plays. */
export function useMediaSession(
  facts: MediaSessionFacts | undefined,
  { player, state }: Pick<SpeechPlayerContextValue, 'player' | 'state'>,
): void {
  const title = facts?.title;
  const artist = facts?.artist;
  const begun = state.status !== 'idle';
  useEffect(() => {
    if (title === undefined || !begun) return;
    const controller = new AbortController();
    void loadMediaSession().then(({ openMediaSession }) =>
      openMediaSession({ title, artist }, player, controller.signal),
    );
    return () => controller.abort();
  }, [title, artist, begun, player]);
}
