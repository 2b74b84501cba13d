import { afterEach, expect, test, vi } from 'vitest';
import { openMediaSession } from './media-session.ts';
import type { HeldPlayer } from './SpeechPlayerContext.ts';

/** A player that only tells its state, and the keys that the page has given the system. */
function standIn(status: 'playing' | 'paused' = 'playing') {
  const listeners = new Set<() => void>();
  const state = { status };
  const seek = vi.fn();
  const toggle = vi.fn(() => become(state.status === 'playing' ? 'paused' : 'playing'));
  const player = {
    currentTime: 4,
    seek,
    toggle,
    getSnapshot: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const become = (next: typeof status) => {
    state.status = next;
    for (const listener of listeners) listener();
  };
  return { value: player as unknown as HeldPlayer, seek, toggle, become, listeners };
}

const handlers = new Map<string, MediaSessionActionHandler | null>();
vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
  handlers.set(action, handler);
});
const press = (action: MediaSessionAction, details = {}) => handlers.get(action)?.({ action, ...details });

const lives: AbortController[] = [];
function open(player: HeldPlayer, title = 'Still as a branch') {
  const life = new AbortController();
  lives.push(life);
  openMediaSession({ title, artist: 'Ada' }, player, life.signal);
  return life;
}

afterEach(() => {
  for (const life of lives.splice(0)) life.abort();
});

test('the system shows what is played, its keys reach the player, and it forgets both at the end', () => {
  const { value, seek, listeners } = standIn();
  const life = open(value);
  expect(navigator.mediaSession.metadata).toMatchObject({ title: 'Still as a branch', artist: 'Ada' });
  press('seekforward', { seekOffset: 15 });
  press('seekbackward');
  expect(seek.mock.calls).toEqual([[19], [0]]);
  life.abort();
  expect([...handlers.values()]).toEqual([null, null, null, null]);
  expect(navigator.mediaSession.metadata).toBeNull();
  expect(listeners.size).toBe(0);
});

test('the key that paused a player lets it go on, and a key that asks for what is so already does nothing', () => {
  const { value, toggle } = standIn();
  open(value);
  expect(navigator.mediaSession.playbackState).toBe('playing');
  press('play');
  expect(toggle).not.toHaveBeenCalled();
  press('pause');
  expect(navigator.mediaSession.playbackState).toBe('paused');
  press('pause');
  expect(toggle).toHaveBeenCalledTimes(1);
  press('play');
  expect(toggle).toHaveBeenCalledTimes(2);
  expect(navigator.mediaSession.playbackState).toBe('playing');
});

test('the keys are those of who began last, whatever happens to the one before', () => {
  const first = standIn();
  const firstLife = open(first.value, 'First');
  const second = standIn();
  open(second.value, 'Second');
  first.become('paused');
  expect(navigator.mediaSession.playbackState).toBe('playing');
  expect(navigator.mediaSession.metadata).toMatchObject({ title: 'Second' });
  first.become('playing');
  expect(navigator.mediaSession.metadata).toMatchObject({ title: 'First' });
  second.become('paused');
  second.become('playing');
  firstLife.abort();
  expect(navigator.mediaSession.metadata).toMatchObject({ title: 'Second' });
  press('pause');
  expect(second.toggle).toHaveBeenCalledTimes(1);
  expect(first.toggle).not.toHaveBeenCalled();
});
