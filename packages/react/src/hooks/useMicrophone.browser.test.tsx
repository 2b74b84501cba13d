import { beforeAll, expect, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useMicrophone } from './useMicrophone.ts';
import { useRecorder } from './useRecorder.ts';

beforeAll(() => click());

test('one stream serves the level and the recording', async () => {
  const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const hook = renderHook(() => {
    const mic = useMicrophone();
    return { ...mic, recorder: useRecorder({ microphone: mic.microphone, maxDuration: 0.2 }) };
  });
  expect(ask).not.toHaveBeenCalled();
  hook.current.open();
  await hook.until(({ status }) => status === 'open');
  hook.current.recorder.start();
  await hook.until(({ recorder }) => recorder.status === 'stopped');
  expect(ask).toHaveBeenCalledTimes(1);
  expect(hook.current.status).toBe('open');
  hook.current.close();
  await hook.until(({ status }) => status === 'closed');
});

test('its level does not render', async () => {
  const hook = renderHook(() => useMicrophone());
  await hook.current.openAsync();
  await hook.until(({ devices }) => devices.length > 0);
  const before = hook.renders;
  const levels: number[] = [];
  const off = hook.current.subscribeLevel(({ level }) => levels.push(level));
  await new Promise((resolve) => setTimeout(resolve, 500));
  off();
  expect(levels.length).toBeGreaterThan(5);
  expect(hook.renders).toBe(before);
});
