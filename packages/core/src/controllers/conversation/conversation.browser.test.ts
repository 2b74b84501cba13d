import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { InternalError, UnsupportedError } from '../../errors/errors.ts';
import { refuseOnce, watchTracks } from '../__fixtures__/fake-microphones.ts';
import { click } from '../__fixtures__/gesture.ts';
import { REPLY, talkingService } from '../__fixtures__/talking-service.ts';
import { until } from '../__fixtures__/until.ts';
import { Microphone } from '../microphone/microphone.ts';
import { Conversation, type ConversationOptions, type ConversationState } from './conversation.ts';

function makeConversation(options: Partial<ConversationOptions> = {}): Conversation {
  const microphone = new Microphone({ constraints: { echoCancellation: false, noiseSuppression: false } });
  const conversation = new Conversation({
    service: talkingService(),
    microphone,
    language: 'en',
    silence: 0.25,
    ...options,
  });
  onTestFinished(() => {
    conversation.dispose();
    microphone.dispose();
    vi.restoreAllMocks();
  });
  return conversation;
}

beforeAll(() => click());

test('a written turn is answered aloud, and the next goes on with the same conversation', async () => {
  const states: string[] = [];
  const conversation = makeConversation();
  conversation.subscribe(() => states.push(conversation.getSnapshot().status));
  await conversation.sendAsync('Hello?');
  expect([...new Set(states)]).toEqual(['thinking', 'speaking', 'idle']);
  const { messages, conversationId } = conversation.getSnapshot();
  expect(messages.map(({ role, text }) => [role, text])).toEqual([
    ['user', 'Hello?'],
    ['assistant', REPLY],
  ]);
  const next = conversation.sendAsync('And then?');
  await until(conversation, ({ status }) => status === 'speaking');
  expect(conversation.getSnapshot().conversationId).toBe(conversationId);
  conversation.stop();
  await expect(next).rejects.toMatchObject({ name: 'AbortError' });
});

test('who breaks in is not talked over, and what was heard is kept', async () => {
  const service = talkingService();
  const truncated = vi.spyOn(service, 'truncateTurn');
  const conversation = makeConversation({ service });
  const turn = conversation.sendAsync('Tell me about potoos.');
  await until(conversation, ({ status }) => status === 'speaking');
  await vi.waitFor(() => expect(conversation.player.currentTime).toBeGreaterThan(1), { timeout: 20_000 });
  conversation.interrupt();
  await expect(turn).rejects.toMatchObject({ name: 'AbortError' });
  expect(truncated.mock.calls[0]?.[0].heard).toBeGreaterThan(1);
  const kept = await until(conversation, ({ messages }) => (messages[1]?.text.length ?? 99) < REPLY.length);
  expect(kept.status).toBe('idle');
  expect(kept.messages[1]?.interrupted).toBe(true);
  expect(REPLY.startsWith(kept.messages[1]?.text ?? '?')).toBe(true);
});

test('what is said into the microphone is understood and answered', async () => {
  const tracks = watchTracks();
  // The microphone never stops talking: it must not break in here.
  const conversation = makeConversation({ bargeIn: false });
  await conversation.startAsync();
  expect(conversation.getSnapshot()).toMatchObject({ status: 'listening', open: true });
  await until(conversation, ({ status }) => status === 'speaking');
  const { messages } = conversation.getSnapshot();
  expect(messages[0]).toMatchObject({ role: 'user', text: expect.stringMatching(/\w/) });
  conversation.stop();
  expect(tracks.live()).toBe(0);
  expect(conversation.getSnapshot()).toMatchObject({ status: 'idle', open: false });
});

test('a voice during the reply breaks in', async () => {
  const conversation = makeConversation();
  await conversation.startAsync();
  await until(conversation, ({ status }) => status === 'hearing');
  const turn = conversation.sendAsync('Tell me about potoos.');
  await expect(turn).rejects.toMatchObject({ name: 'AbortError' });
  expect(conversation.getSnapshot().messages[1]).toMatchObject({ role: 'assistant', interrupted: true });
  conversation.stop();
});

test('who goes on speaking before the service has understood is answered to all of it', async () => {
  const turns: Blob[] = [];
  const seen: Array<ConversationState['messages']> = [];
  const service = talkingService();
  const take = service.streamTurn.bind(service);
  service.streamTurn = async function* (request, options) {
    if (request.audio instanceof Blob) turns.push(request.audio);
    // The first is never understood: the user goes on before.
    if (turns.length === 1) await new Promise((_, reject) => options?.signal?.addEventListener('abort', reject));
    seen.push(conversation.getSnapshot().messages);
    yield* take(request, options);
  };
  const conversation = makeConversation({ service });
  await conversation.startAsync();
  // Looked at before the stop: a turn that is stopped before it is understood leaves no message.
  await vi.waitFor(() => expect(seen).not.toHaveLength(0), { timeout: 60_000 });
  conversation.stop();
  const [first, both] = await Promise.all(
    turns.map(async (turn) => new Int16Array(await turn.arrayBuffer()).slice(22)),
  );
  expect(both?.length).toBeGreaterThan((first?.length ?? 0) + 1600);
  expect(both?.subarray(0, first?.length)).toEqual(first);
  expect(seen[0]?.filter(({ role }) => role === 'user')).toHaveLength(1);
});

test('a service without streams is talked with turn by turn; one that cannot is said so', async () => {
  const { audio } = await talkingService().synthesize({ text: 'Yes.', format: 'mp3' });
  const whole = talkingService({
    // biome-ignore lint/correctness/useYield: it refuses before it has anything.
    async *streamTurn() {
      throw new UnsupportedError('There is no streaming.');
    },
    converse: async () => ({
      ...{ audio, conversationId: 'c', userText: 'Hello?', replyText: 'Yes.', words: [], duration: audio.duration },
      ...{ warnings: [], usage: {}, response: {} },
    }),
  });
  const conversation = makeConversation({ service: whole });
  await conversation.sendAsync('Hello?');
  expect(conversation.getSnapshot().messages[1]?.text).toBe('Yes.');
  const refusing = talkingService({
    // biome-ignore lint/correctness/useYield: it fails before it has anything.
    async *streamTurn() {
      throw new InternalError('The model fell over.');
    },
  });
  const onError = vi.fn();
  const failing = makeConversation({ service: refusing, onError });
  await expect(failing.sendAsync('Hello?')).rejects.toMatchObject({ code: 'internal_error' });
  expect(failing.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'internal_error' } });
  expect(onError).toHaveBeenCalledTimes(1);
});

test('a microphone that is refused is a typed error, and writing still works', async () => {
  const conversation = makeConversation();
  refuseOnce('NotAllowedError', 'Permission denied');
  await expect(conversation.startAsync()).rejects.toMatchObject({ reason: 'permission_denied' });
  expect(conversation.getSnapshot()).toMatchObject({ status: 'error', open: false });
  await conversation.sendAsync('Hello?');
});
