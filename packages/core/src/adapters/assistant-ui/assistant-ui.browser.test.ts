import type { DictationAdapter, SpeechSynthesisAdapter } from '@assistant-ui/core';
import { LocalRuntimeCore } from '@assistant-ui/core/internal';
import { beforeAll, expect, expectTypeOf, onTestFinished, test, vi } from 'vitest';
import { watchTracks } from '../../controllers/__fixtures__/fake-microphones.ts';
import { click } from '../../controllers/__fixtures__/gesture.ts';
import { realService } from '../../controllers/__fixtures__/real-service.ts';
import {
  type AssistantUiDictationAdapter,
  type AssistantUiSpeechAdapter,
  dictationAdapter,
  speechAdapter,
} from './index.ts';

const TEXT = 'A potoo sits on a branch.';

/** A thread of the real runtime, with one reply in it. */
function makeThread() {
  const service = realService();
  const speech = speechAdapter({ service });
  const dictation = dictationAdapter({ service, language: 'en', silence: 0.25, partialMs: 0 });
  const chatModel = { run: async () => ({ content: [{ type: 'text' as const, text: TEXT }] }) };
  const runtime = new LocalRuntimeCore({ adapters: { chatModel, speech, dictation } }, [
    { id: 'reply', role: 'assistant', content: TEXT },
  ]);
  onTestFinished(() => speech.dispose());
  return runtime.threads.getMainThreadRuntimeCore();
}

beforeAll(() => click());

test('the adapters are what assistant-ui takes for adapters', () => {
  expectTypeOf<AssistantUiSpeechAdapter>().toExtend<SpeechSynthesisAdapter>();
  expectTypeOf<AssistantUiDictationAdapter>().toExtend<DictationAdapter>();
});

test('a reply is read aloud to its end, and falls silent when it is told to', async () => {
  const thread = makeThread();
  const states: string[] = [];
  thread.subscribe(() => states.push(thread.speech?.status.type ?? 'none'));
  thread.speak('reply');
  await vi.waitFor(() => expect(states).toContain('running'), { timeout: 60_000 });
  await vi.waitFor(() => expect(thread.speech).toBeUndefined(), { timeout: 60_000 });
  thread.speak('reply');
  await vi.waitFor(() => expect(thread.speech?.status.type).toBe('running'), { timeout: 60_000 });
  thread.stopSpeaking();
  expect(thread.speech).toBeUndefined();
});

test('what is dictated stands in the composer, and the microphone is given back', async () => {
  const tracks = watchTracks();
  const { composer } = makeThread();
  composer.startDictation();
  await vi.waitFor(() => expect(composer.text).toMatch(/\w+ \w+/), { timeout: 100_000 });
  composer.stopDictation();
  await vi.waitFor(() => expect(tracks.live()).toBe(0), { timeout: 60_000 });
});
