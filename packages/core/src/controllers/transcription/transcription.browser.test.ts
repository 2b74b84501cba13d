import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { VoiceService } from '../../contract/voice-service.ts';
import { UnreachableError, UnsupportedError } from '../../errors/errors.ts';
import { refuseOnce, watchTracks } from '../__fixtures__/fake-microphones.ts';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { until } from '../__fixtures__/until.ts';
import { Microphone } from '../microphone/microphone.ts';
import { Transcription, type TranscriptionOptions } from './transcription.ts';

// What the microphone hears is "The quick brown fox jumps over the lazy dog", over and over, with half a second between.
const HEARD = /fox|dog|jump|quick|brown|lazy|over/i;

function makeTranscription(options: Partial<TranscriptionOptions> = {}): Transcription {
  const constraints = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const microphone = new Microphone({ constraints });
  const transcription = new Transcription({
    service: realService(),
    microphone,
    language: 'en',
    silence: 0.25,
    ...options,
  });
  onTestFinished(() => {
    transcription.dispose();
    microphone.dispose();
    vi.restoreAllMocks();
  });
  return transcription;
}

function serviceWith(changes: Partial<VoiceService>): VoiceService {
  return Object.assign(Object.create(realService()), changes);
}

async function speech(): Promise<Blob> {
  return (await fetch(new URL('../__fixtures__/microphone.wav', import.meta.url))).blob();
}

beforeAll(() => click());

test('a file is written down by a real service, and one that does not stream gives the same', async () => {
  const onSegment = vi.fn();
  const transcription = makeTranscription({ words: true, onSegment });
  const transcript = await transcription.transcribeAsync(await speech());
  expect(transcript.text).toMatch(HEARD);
  expect(transcription.getSnapshot()).toMatchObject({
    status: 'done',
    text: transcript.text,
    progress: 1,
    partial: '',
  });
  expect(onSegment).toHaveBeenCalledTimes(transcript.segments.length);
  expect(transcript.segments[0]?.words.length).toBeGreaterThan(2);
  const service = serviceWith({
    // biome-ignore lint/correctness/useYield: it refuses before it has anything.
    async *streamTranscript() {
      throw new UnsupportedError('There is no streaming.');
    },
  });
  const whole = makeTranscription({ service });
  expect((await whole.transcribeAsync(await speech())).text).toBe(transcript.text);
});

test('live speech is written down while it goes on, and to its end', async () => {
  const tracks = watchTracks();
  const transcription = makeTranscription({ partialMs: 300 });
  const partials: string[] = [];
  transcription.subscribe(() => partials.push(transcription.getSnapshot().partial));
  await transcription.listenAsync();
  expect(transcription.getSnapshot().status).toBe('listening');
  await until(transcription, ({ speaking }) => speaking);
  await until(transcription, ({ segments }) => segments.length > 0);
  const text = await transcription.stopAsync();
  expect(tracks.live()).toBe(0);
  expect(text).toMatch(HEARD);
  expect(partials.some((partial) => partial !== '')).toBe(true);
  const { status, partial, segments } = transcription.getSnapshot();
  expect({ status, partial }).toEqual({ status: 'done', partial: '' });
  expect(segments.every(({ start }, index) => start >= (segments[index - 1]?.end ?? 0) - 0.5)).toBe(true);
});

test('stopping in the middle of a word writes down what came until then', async () => {
  const transcription = makeTranscription({ silence: 5, partialMs: 0 });
  await transcription.listenAsync();
  await until(transcription, ({ speaking }) => speaking);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(transcription.getSnapshot().text).toBe('');
  expect(await transcription.stopAsync()).toMatch(/\w/);
});

test('cancelling gives the microphone back at once, and asks the service for nothing more', async () => {
  const tracks = watchTracks();
  const transcription = makeTranscription();
  await transcription.listenAsync();
  transcription.cancel();
  expect(tracks.live()).toBe(0);
  expect(transcription.getSnapshot()).toMatchObject({ status: 'idle', speaking: false, error: null });
  const file = transcription.transcribeAsync(await speech());
  transcription.cancel();
  await expect(file).rejects.toMatchObject({ name: 'AbortError' });
});

test('errors of the device and of the service are typed state, and another try works', async () => {
  const tracks = watchTracks();
  const onError = vi.fn();
  let fails = true;
  const service = serviceWith({
    async transcribe(request, options) {
      if (fails) throw new UnreachableError('Nobody answers.');
      return realService().transcribe(request, options);
    },
  });
  const transcription = makeTranscription({ service, onError, partialMs: 0 });
  refuseOnce('NotAllowedError', 'Permission denied');
  await expect(transcription.listenAsync()).rejects.toMatchObject({ reason: 'permission_denied' });
  expect(transcription.getSnapshot()).toMatchObject({ status: 'error', error: { reason: 'permission_denied' } });
  await transcription.listenAsync();
  await until(transcription, ({ status }) => status === 'error');
  expect(transcription.getSnapshot().error).toMatchObject({ code: 'unreachable' });
  expect(tracks.live()).toBe(0);
  expect(onError).toHaveBeenCalledTimes(2);
  fails = false;
  await transcription.listenAsync();
  await until(transcription, ({ segments }) => segments.length > 0);
});

test('a device that is lost while it listens is said so', async () => {
  const tracks = watchTracks();
  const transcription = makeTranscription();
  await transcription.listenAsync();
  tracks.tracks.at(-1)?.dispatchEvent(new Event('ended'));
  await until(transcription, ({ status }) => status === 'error');
  expect(transcription.getSnapshot().error).toMatchObject({ reason: 'device_lost' });
});
