import type { SpeechPlayerContextValue } from './SpeechPlayerContext.ts';
import type { MediaSessionFacts } from './useMediaSession.ts';

/** Seconds that the system's own seek keys move. */
const SEEK_STEP = 10;

/** Whose the page's one session is: the player that began to play last. */
let holder: AbortSignal | undefined;

/**
 * Shows the system what is played, and takes its keys, until another player does so: those of a paused player let it go on.
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
  holder = signal;
  mediaSession.metadata = new MediaMetadata({ title, artist });
  const isPlaying = () => playerNow().player.getSnapshot().status === 'playing';
  const showState = () => {
    if (holder === signal) mediaSession.playbackState = isPlaying() ? 'playing' : 'paused';
  };
  const move = (by: number) => playerNow().seek(Math.max(0, playerNow().player.currentTime + by));
  const actions: ReadonlyArray<readonly [MediaSessionAction, MediaSessionActionHandler]> = [
    ['play', () => isPlaying() || playerNow().toggle()],
    ['pause', () => isPlaying() && playerNow().toggle()],
    ['seekbackward', (details) => move(-(details.seekOffset ?? SEEK_STEP))],
    ['seekforward', (details) => move(details.seekOffset ?? SEEK_STEP)],
  ];
  for (const [action, handler] of actions) mediaSession.setActionHandler(action, handler);
  showState();
  const unsubscribe = playerNow().player.subscribe(showState);
  signal.addEventListener('abort', () => {
    unsubscribe();
    if (holder !== signal) return;
    holder = undefined;
    for (const [action] of actions) mediaSession.setActionHandler(action, null);
    mediaSession.metadata = null;
    mediaSession.playbackState = 'none';
  });
}
