import type { HeldPlayer } from './SpeechPlayerContext.ts';

/** What the system shows of what is played. */
export interface MediaSessionFacts {
  readonly title: string;
  readonly artist?: string | undefined;
}

/** Seconds that the system's own seek keys move. */
const SEEK_STEP = 10;

/** Whose the page's one session is: the player that began to play last. */
let holder: AbortSignal | undefined;

/**
 * Shows the system what is played, and takes its keys, whenever the player begins to play. A paused player keeps them, so
 * that the key which paused it lets it go on, until another one plays.
 * @param signal - Ends it.
 */
export function openMediaSession(
  { title, artist = '' }: MediaSessionFacts,
  player: HeldPlayer,
  signal: AbortSignal,
): void {
  if (signal.aborted || !('mediaSession' in navigator)) return;
  const { mediaSession } = navigator;
  const isPlaying = () => player.getSnapshot().status === 'playing';
  const move = (by: number) => player.seek(Math.max(0, player.currentTime + by));
  const actions: ReadonlyArray<readonly [MediaSessionAction, MediaSessionActionHandler]> = [
    ['play', () => isPlaying() || player.toggle()],
    ['pause', () => isPlaying() && player.toggle()],
    ['seekbackward', (details) => move(-(details.seekOffset ?? SEEK_STEP))],
    ['seekforward', (details) => move(details.seekOffset ?? SEEK_STEP)],
  ];
  const follow = () => {
    if (isPlaying() && holder !== signal) {
      holder = signal;
      mediaSession.metadata = new MediaMetadata({ title, artist });
      for (const [action, handler] of actions) mediaSession.setActionHandler(action, handler);
    }
    if (holder === signal) mediaSession.playbackState = isPlaying() ? 'playing' : 'paused';
  };
  follow();
  const unsubscribe = player.subscribe(follow);
  signal.addEventListener('abort', () => {
    unsubscribe();
    if (holder !== signal) return;
    holder = undefined;
    for (const [action] of actions) mediaSession.setActionHandler(action, null);
    mediaSession.metadata = null;
    mediaSession.playbackState = 'none';
  });
}
