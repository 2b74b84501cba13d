import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useRecorder } from './useRecorder.ts';

beforeAll(() => click());

test('it records in StrictMode, at most a render a change', async () => {
  const hook = renderHook(() => useRecorder());
  const { start, stop } = hook.current;
  start();
  await hook.until(({ status }) => status === 'recording');
  const before = hook.renders;
  await vi.waitFor(() => expect(hook.current.recorder.elapsed).toBeGreaterThan(0.4), { timeout: 10_000 });
  expect(hook.renders).toBe(before);
  stop();
  const { recording } = await hook.until(({ status }) => status === 'stopped');
  expect(recording?.duration).toBeGreaterThan(0.4);
  expect(hook.current).toMatchObject({ start, stop, error: null });
});

test('a permission that comes after unmounting leaves no microphone on', async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  let answer: (stream: MediaStream) => void = () => {};
  const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  onTestFinished(() => ask.mockRestore());
  const hook = renderHook(() => useRecorder());
  const started = hook.current.startAsync();
  await hook.until(({ status }) => status === 'requesting');
  hook.unmount();
  answer(stream);
  await expect(started).rejects.toMatchObject({ name: 'AbortError' });
  expect(stream.getTracks()[0]?.readyState).toBe('ended');
  await expect(hook.current.startAsync()).rejects.toMatchObject({ name: 'AbortError' });
});
