import { beforeAll, expect, test, vi } from 'vitest';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { renderHook } from '../__fixtures__/render-hook.tsx';
import { useRecorder } from './useRecorder.ts';
import { useSpeech } from './useSpeech.ts';
import { useTranscription } from './useTranscription.ts';

beforeAll(() => click());

test('what the microphone hears is recorded, written down and spoken, with real services', async () => {
  const service = realService();
  const onWord = vi.fn();
  const hook = renderHook(() => ({
    recorder: useRecorder({ sampleRate: 16_000 }),
    transcription: useTranscription({ service, language: 'en' }),
    speech: useSpeech({ service, onWord }),
  }));
  await hook.current.recorder.startAsync();
  await vi.waitFor(() => expect(hook.current.recorder.recorder.elapsed).toBeGreaterThan(3), { timeout: 20_000 });
  const { blob } = await hook.current.recorder.stopAsync();
  const { text } = await hook.current.transcription.transcribeAsync(blob);
  expect(text).toMatch(/fox|dog|jump|quick|brown|lazy|over/i);
  await hook.current.speech.speakAsync(text);
  await vi.waitFor(() => expect(onWord.mock.calls.length).toBeGreaterThanOrEqual(text.split(/\s+/).length - 1));
  expect(hook.current.transcription).toMatchObject({ status: 'done', text });
});
