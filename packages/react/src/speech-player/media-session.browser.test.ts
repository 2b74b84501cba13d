import { expect, test, vi } from 'vitest';
import { openMediaSession } from './media-session.ts';
import type { SpeechPlayerContextValue } from './SpeechPlayerContext.ts';

test('the system shows what is played, its keys reach the player, and it forgets both at the end', () => {
  const handlers = new Map<string, MediaSessionActionHandler | null>();
  vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
    handlers.set(action, handler);
  });
  const seek = vi.fn();
  const toggle = vi.fn();
  const player = { player: { currentTime: 4 }, seek, toggle } as unknown as SpeechPlayerContextValue;
  const life = new AbortController();
  openMediaSession({ title: 'Still as a branch', artist: 'Ada' }, () => player, life.signal);
  expect(navigator.mediaSession.metadata).toMatchObject({ title: 'Still as a branch', artist: 'Ada' });
  handlers.get('pause')?.({ action: 'pause' });
  handlers.get('seekforward')?.({ action: 'seekforward', seekOffset: 15 });
  handlers.get('seekbackward')?.({ action: 'seekbackward' });
  expect(toggle).toHaveBeenCalledTimes(1);
  expect(seek.mock.calls).toEqual([[19], [0]]);
  life.abort();
  expect([...handlers.values()]).toEqual([null, null, null, null]);
  vi.restoreAllMocks();
});
