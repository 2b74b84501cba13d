import { beforeAll, expect, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useVoiceActivity } from './useVoiceActivity.ts';

beforeAll(() => click());

test('tells whether somebody speaks, and asks for no microphone before', async () => {
  const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const onSpeechStart = vi.fn();
  const hook = renderHook(() => useVoiceActivity({ onSpeechStart }));
  expect(hook.current).toMatchObject({ status: 'idle', speaking: false });
  expect(ask).not.toHaveBeenCalled();
  hook.current.start();
  await hook.until(({ speaking }) => speaking);
  expect(onSpeechStart).toHaveBeenCalledTimes(1);
  hook.current.stop();
  await hook.until(({ status }) => status === 'idle');
});
