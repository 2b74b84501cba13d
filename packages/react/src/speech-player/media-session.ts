import type { SpeechPlayerContextValue } from './SpeechPlayerContext.ts';
import type { MediaSessionFacts } from './useMediaSession.ts';

/** Seconds that the system's own seek keys move. */
const SEEK_STEP = 10;

/**
 * Shows the system what is played, and takes its keys.
 * @param playerNow - Gives the player as it stands.
 * @param signal - Ends it.
 */
export function openMediaSession(
  { title, artist = '' }: MediaSessionFacts,
  playerNow: () => SpeechPlayerContextValue,
  signal: AbortSignal,
): void {
  if (signal.aborted || !('mediaSession' in navigator)) return;
  const { mediaSession } = navigator;
  mediaSession.metadata = new MediaMetadata({ title, artist });
  const move = (by: number) => playerNow().seek(Math.max(0, playerNow().player.currentTime + by));
  const actions: ReadonlyArray<readonly [MediaSessionAction, MediaSessionActionHandler]> = [
    ['play', () => playerNow().toggle()],
    ['pause', () => playerNow().toggle()],
    ['seekbackward', (details) => move(-(details.seekOffset ?? SEEK_STEP))],
    ['seekforward', (details) => move(details.seekOffset ?? SEEK_STEP)],
  ];
  for (const [action, handler] of actions) mediaSession.setActionHandler(action, handler);
  signal.addEventListener('abort', () => {
    for (const [action] of actions) mediaSession.setActionHandler(action, null);
  });
}
