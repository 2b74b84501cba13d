import { expect, onTestFinished, test, vi } from 'vitest';
import { refuseOnce, watchTracks } from '../__fixtures__/fake-microphones.ts';
import { click } from '../__fixtures__/gesture.ts';
import { until } from '../__fixtures__/until.ts';
import { Microphone } from '../microphone/microphone.ts';
import { type HeardSpeech, VoiceActivity, type VoiceActivityOptions, type VoiceEvidence } from './index.ts';

/** Listens to the fake microphone, which says the same sentence of three seconds again and again. */
function listening(options: VoiceActivityOptions = {}) {
  const microphone = new Microphone({ constraints: { echoCancellation: false, noiseSuppression: false } });
  const speech: HeardSpeech[] = [];
  const onSpeechStart = vi.fn();
  const activity = new VoiceActivity({
    ...{ microphone, silence: 0.25, onSpeechStart, onSpeechEnd: (heard) => speech.push(heard) },
    ...options,
  });
  onTestFinished(() => {
    activity.dispose();
    microphone.dispose();
    vi.restoreAllMocks();
  });
  return { activity, speech, onSpeechStart };
}

test('tells when somebody speaks into the microphone, and hands out what they said', async () => {
  await click();
  const tracks = watchTracks();
  const { activity, speech, onSpeechStart } = listening();
  await activity.startAsync();
  expect(activity.getSnapshot()).toEqual({ status: 'listening', speaking: false, error: null });
  await until(activity, ({ speaking }) => speaking);
  await until(activity, ({ speaking }) => !speaking);
  expect(onSpeechStart).toHaveBeenCalled();
  const [first] = speech;
  expect(first?.end).toBeGreaterThan((first?.start ?? 0) + 0.3);
  const heard = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(
    (await first?.audio.arrayBuffer()) ?? new ArrayBuffer(),
  );
  expect(heard.duration).toBeCloseTo((first?.end ?? 0) - (first?.start ?? 0), 2);
  expect(heard.getChannelData(0).reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeGreaterThan(0.05);
  await until(activity, ({ speaking }) => speaking);
  await activity.stopAsync();
  expect(activity.getSnapshot()).toMatchObject({ status: 'idle', speaking: false });
  expect(speech.length).toBeGreaterThanOrEqual(2);
  expect(tracks.live()).toBe(0);
});

test('takes another detector, and says why one cannot go on', async () => {
  await click();
  // Half a second of voice, half a second of none, until it falls over.
  async function* detector(frames: AsyncIterable<Float32Array<ArrayBuffer>>): AsyncGenerator<VoiceEvidence> {
    let seconds = 0;
    for await (const { length } of frames) {
      seconds += length / 16_000;
      yield { seconds: length / 16_000, probability: seconds % 1 < 0.5 ? 0.9 : 0.1 };
      if (seconds > 2.2) throw new TypeError('The model fell over.');
    }
  }
  const tracks = watchTracks();
  const onError = vi.fn();
  const { activity, speech } = listening({ detector, onError });
  await activity.startAsync();
  const { error } = await until(activity, ({ status }) => status === 'error');
  expect(error).toMatchObject({ code: 'internal_error', message: 'The model fell over.' });
  expect(onError).toHaveBeenCalledTimes(1);
  expect(speech.length).toBeGreaterThanOrEqual(2);
  expect(tracks.live()).toBe(0);
});

test('a microphone that is refused is a typed error, and the next try works', async () => {
  await click();
  const { activity } = listening();
  refuseOnce('NotAllowedError', 'Permission denied');
  await expect(activity.startAsync()).rejects.toMatchObject({ reason: 'permission_denied' });
  expect(activity.getSnapshot()).toMatchObject({ status: 'error', error: { reason: 'permission_denied' } });
  await activity.startAsync();
  expect(activity.getSnapshot()).toMatchObject({ status: 'listening', error: null });
});
