import { beforeAll, expect, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { toneFile, toneTrack } from '../__fixtures__/tone.ts';
import { PotooProvider } from '../provider/PotooProvider.tsx';
import { usePlayer } from './usePlayer.ts';
import { usePlayerTime } from './usePlayerTime.ts';

beforeAll(() => click());

test('it plays in StrictMode, and unmounting ends the sound and the context', async () => {
  const close = vi.spyOn(AudioContext.prototype, 'close');
  const hook = renderHook(() => usePlayer());
  const { play, pause } = hook.current;
  play(toneTrack(9));
  await hook.until(({ status }) => status === 'playing');
  expect([hook.current.play, hook.current.pause]).toEqual([play, pause]);
  const { player } = hook.current;
  const { context } = player.loudspeaker;
  hook.unmount();
  expect(player.getSnapshot().status).toBe('idle');
  await vi.waitFor(() => expect(context.state).toBe('closed'));
  expect(close).toHaveBeenCalledTimes(1);
});

test('nothing is made at mount', () => {
  const made = vi.spyOn(globalThis, 'AudioContext');
  const element = vi.spyOn(globalThis, 'Audio');
  renderHook(() => usePlayer(), { wrapper: (children) => <PotooProvider>{children}</PotooProvider> });
  expect(made).not.toHaveBeenCalled();
  expect(element).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('while it plays it renders at most four times a second, and not at all while paused', async () => {
  const hook = renderHook(() => usePlayer());
  hook.current.play(toneFile(5));
  await hook.until(({ status }) => status === 'playing');
  const before = hook.renders;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  // StrictMode renders each time twice.
  expect((hook.renders - before) / 2).toBeLessThanOrEqual(4);
  hook.current.pause();
  await hook.until(({ status }) => status === 'paused');
  const paused = hook.renders;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(hook.renders).toBe(paused);
});

test('the time as state follows the player in steps', async () => {
  const times: number[] = [];
  const hook = renderHook(() => {
    const player = usePlayer();
    times.push(usePlayerTime(player.player, 0.1));
    return player;
  });
  await hook.current.playAsync(toneTrack(0.5));
  expect([...new Set(times)].length).toBeGreaterThanOrEqual(4);
  expect(times.at(-1)).toBeCloseTo(0.5, 1);
});

test('inside one provider only one sounds', async () => {
  const hook = renderHook(() => [usePlayer(), usePlayer()] as const, {
    wrapper: (children) => <PotooProvider>{children}</PotooProvider>,
  });
  hook.current[0].play(toneTrack(9));
  await hook.until(([first]) => first.status === 'playing');
  hook.current[1].play(toneTrack(9));
  await hook.until(([first, second]) => first.status === 'paused' && second.status === 'playing');
});
