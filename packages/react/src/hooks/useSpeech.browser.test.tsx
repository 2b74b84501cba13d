import { beforeAll, expect, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { PotooProvider } from '../provider/PotooProvider.tsx';
import { useActiveWord } from './useActiveWord.ts';
import { useSpeech } from './useSpeech.ts';

beforeAll(() => click());

test('it speaks with the service of the provider, and its calls stay the same', async () => {
  const ended = vi.fn();
  const service = realService();
  const hook = renderHook(() => useSpeech({ onEnded: ended, speed: 2 }), {
    wrapper: (children) => <PotooProvider service={service}>{children}</PotooProvider>,
  });
  const { speak, stop } = hook.current;
  speak('One potoo.');
  await hook.until(({ status }) => status === 'ended');
  expect(hook.current).toMatchObject({ text: 'One potoo.', error: null, speak, stop });
  expect(hook.current.words).toHaveLength(2);
  await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
});

test('nothing is fetched, and no sound is made ready, at mount', () => {
  const service = realService();
  const requests = vi.spyOn(globalThis, 'fetch');
  const contexts = vi.spyOn(globalThis, 'AudioContext');
  renderHook(() => useSpeech({ service }));
  expect(requests).not.toHaveBeenCalled();
  expect(contexts).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('unmounting ends the synthesis and the sound', async () => {
  const service = realService();
  const hook = renderHook(() => useSpeech({ service }));
  const spoken = hook.current.speakAsync('A potoo sits on a branch, and does not move for a long time.');
  await hook.until(({ status }) => status === 'playing');
  const { context } = hook.current.session.player.loudspeaker;
  hook.unmount();
  await expect(spoken).rejects.toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(context.state).toBe('closed'));
});

test('who starts inside one provider silences who spoke before', async () => {
  const service = realService();
  const hook = renderHook(() => [useSpeech(), useSpeech()] as const, {
    wrapper: (children) => <PotooProvider service={service}>{children}</PotooProvider>,
  });
  hook.current[0].speak('A potoo sits on a branch, and does not move for a long time.');
  await hook.until(([first]) => first.status === 'playing');
  hook.current[1].speak('Two.');
  await hook.until(([first, second]) => first.status === 'paused' && second.status === 'ended');
});

test('the active word is a render a word, in a part of its own', async () => {
  const service = realService();
  const seen: number[] = [];
  const hook = renderHook(() => {
    const speech = useSpeech({ service });
    seen.push(useActiveWord(speech.session));
    return speech;
  });
  await hook.current.speakAsync('One two three.');
  expect([...new Set(seen)]).toEqual([-1, 0, 1, 2]);
});
