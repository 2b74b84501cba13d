import { beforeAll, expect, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useConversation } from './useConversation.ts';

beforeAll(() => click());

test('it asks for nothing at mount, opens the microphone on start, and gives it back when it unmounts', async () => {
  const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const service = realService();
  const hook = renderHook(() => useConversation({ service }));
  expect(ask).not.toHaveBeenCalled();
  const { start, send } = hook.current;
  start();
  await hook.until(({ open }) => open);
  expect(hook.current).toMatchObject({ start, send, messages: [], error: null });
  const stream = await ask.mock.results[0]?.value;
  hook.unmount();
  expect(stream.getTracks()[0].readyState).toBe('ended');
});
