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

test('it talks with the real route: the reply is spoken, and what was heard of one that is broken off is kept', async () => {
  const service = realService();
  const hook = renderHook(() => useConversation({ service }));
  hook.current.send('Do you hear me?');
  const spoken = await hook.until(({ messages, status }) => status === 'idle' && messages.length === 2);
  expect(spoken).toMatchObject({ error: null, conversationId: expect.stringMatching(/./) });
  const reply = 'I hear you. Potoos sleep by day, and they hunt for moths at night.';
  expect(spoken.messages.map(({ role, text }) => [role, text])).toEqual([
    ['user', 'Do you hear me?'],
    ['assistant', reply],
  ]);
  const { player } = hook.current.conversation;
  hook.current.send('And then?');
  await hook.until(({ status }) => status === 'speaking');
  await vi.waitFor(() => expect(player.currentTime).toBeGreaterThan(0.5), { timeout: 60_000 });
  hook.current.interrupt();
  const cut = await hook.until(({ messages }) => (messages[3]?.text.length ?? reply.length) < reply.length);
  expect(reply.startsWith(cut.messages[3]?.text ?? '?')).toBe(true);
  const kept = await service.getConversation(cut.conversationId ?? '');
  expect(kept.turns.map(({ interrupted }) => interrupted)).toEqual([false, true]);
  expect(kept.turns[1]?.replyText).toBe(cut.messages[3]?.text);
});
