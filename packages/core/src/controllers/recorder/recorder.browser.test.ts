import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { watchTracks } from '../__fixtures__/fake-microphones.ts';
import { click } from '../__fixtures__/gesture.ts';
import { decode, likeness, microphoneSound } from '../__fixtures__/likeness.ts';
import { until } from '../__fixtures__/until.ts';
import { Microphone, type MicrophoneOptions } from '../microphone/microphone.ts';
import { Recorder, type RecorderOptions } from './recorder.ts';

/** The sound as it is, so that it can be compared. */
const PLAIN = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

function makeRecorder(options: RecorderOptions = {}, microphoneOptions: MicrophoneOptions = {}): Recorder {
  const microphone = new Microphone({ constraints: PLAIN, ...microphoneOptions });
  const recorder = new Recorder({ microphone, ...options });
  onTestFinished(() => {
    recorder.dispose();
    microphone.dispose();
  });
  return recorder;
}

/** Waits until a recording has grown to a length. */
async function recorded(recorder: Recorder, seconds: number): Promise<void> {
  await vi.waitFor(() => expect(recorder.elapsed).toBeGreaterThanOrEqual(seconds), { timeout: 20_000, interval: 20 });
}

/** How a player finds a file: its length, and whether it can be sought. */
async function played(file: Blob): Promise<{ readonly duration: number; readonly soughtTo: number }> {
  const element = new Audio(URL.createObjectURL(file));
  await new Promise((resolve) => element.addEventListener('loadedmetadata', resolve));
  const { duration } = element;
  element.currentTime = 0.7;
  await new Promise((resolve) => element.addEventListener('seeked', resolve));
  const soughtTo = element.currentTime;
  URL.revokeObjectURL(element.src);
  return { duration, soughtTo };
}

beforeAll(() => click());

test.each([
  ['wav', 'audio/wav', 0.95],
  ['compressed', 'audio/webm;codecs=opus', 0.9],
] as const)('a recording in %s is what was heard, and says how long it is', async (format, type, wanted) => {
  const tracks = watchTracks();
  const recorder = makeRecorder({ format });
  await recorder.startAsync();
  await recorded(recorder, 1.5);
  const recording = await recorder.stopAsync();
  expect(tracks.live()).toBe(0);
  expect(recording).toMatchObject({ mimeType: type, endedBy: 'stopped' });
  expect(recording.blob.type).toBe(type);
  expect(recorder.getSnapshot()).toMatchObject({ status: 'stopped', recording, error: null });
  const { frames, duration, channels } = await decode(recording.blob);
  expect(recording.channels).toBe(channels);
  expect(Math.abs(duration - recording.duration)).toBeLessThan(0.02);
  const inPlayer = await played(recording.blob);
  expect(Math.abs(inPlayer.duration - recording.duration)).toBeLessThan(0.02);
  expect(inPlayer.soughtTo).toBeCloseTo(0.7, 1);
  expect(likeness(frames.subarray(2000, 10_000), await microphoneSound())).toBeGreaterThan(wanted);
});

test('what is paused is left out', async () => {
  const recorder = makeRecorder();
  await recorder.startAsync();
  await recorded(recorder, 0.3);
  recorder.pause();
  expect(recorder.getSnapshot().status).toBe('paused');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = recorder.elapsed;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(recorder.elapsed).toBe(before);
  recorder.resume();
  await recorded(recorder, before + 0.2);
  const { duration } = await recorder.stopAsync();
  expect(duration).toBeLessThan(before + 0.4);
});

test.each(['wav', 'compressed'] as const)('%s stops by itself at its limit', async (format) => {
  const onRecording = vi.fn();
  const recorder = makeRecorder({ format, maxDuration: 0.5, onRecording });
  recorder.start();
  const { recording } = await until(recorder, ({ status }) => status === 'stopped');
  expect(recording?.endedBy).toBe('limit');
  if (format === 'wav') expect(recording?.duration).toBe(0.5);
  expect(recording?.duration).toBeGreaterThanOrEqual(0.4);
  expect(onRecording).toHaveBeenCalledExactlyOnceWith(recording);
});

test('WAV can have the rate that is wanted', async () => {
  const recorder = makeRecorder({ sampleRate: 16_000, maxDuration: 0.4 });
  recorder.start();
  const { recording } = await until(recorder, ({ status }) => status === 'stopped');
  expect(recording).toMatchObject({ sampleRate: 16_000, duration: 0.4 });
  expect(recording?.blob.size).toBe(44 + 0.4 * 16_000 * 2);
});

test.each(['wav', 'compressed'] as const)(
  'a lost device leaves what was recorded in %s, and says so',
  async (format) => {
    const tracks = watchTracks();
    const recorder = makeRecorder({ format });
    await recorder.startAsync();
    await recorded(recorder, 0.3);
    tracks.tracks[0]?.dispatchEvent(new Event('ended'));
    const { recording, error } = await until(recorder, ({ status }) => status === 'stopped');
    expect(recording?.endedBy).toBe('device-lost');
    expect(recording?.duration).toBeGreaterThan(0.2);
    expect(error).toMatchObject({ code: 'device', reason: 'device_lost', retryable: true });
    expect(tracks.live()).toBe(0);
    // The device is there again.
    await recorder.startAsync();
    expect(recorder.getSnapshot()).toMatchObject({ status: 'recording', error: null });
  },
);

test('a page that is left gives the microphone back, and keeps what was recorded', async () => {
  const tracks = watchTracks();
  const recorder = makeRecorder();
  recorder.microphone.attach();
  await recorder.startAsync();
  await recorded(recorder, 0.2);
  window.dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(tracks.live()).toBe(0);
  const { recording } = await until(recorder, ({ status }) => status === 'stopped');
  expect(recording?.endedBy).toBe('page-left');
});

test('cancelling throws it away; a second start begins anew', async () => {
  const tracks = watchTracks();
  const recorder = makeRecorder();
  await recorder.startAsync();
  recorder.cancel();
  expect(recorder.getSnapshot()).toEqual({ status: 'idle', recording: null, error: null });
  expect(tracks.live()).toBe(0);
  await expect(recorder.stopAsync()).rejects.toMatchObject({ reason: 'not_recording' });
  await recorder.startAsync();
  await recorded(recorder, 0.1);
  const stopped = recorder.stopAsync();
  expect(recorder.stopAsync()).toBe(stopped);
  await stopped;
  recorder.reset();
  expect(recorder.getSnapshot()).toEqual({ status: 'idle', recording: null, error: null });
});

test('levels for a growing waveform are noted 20 times a second', async () => {
  const recorder = makeRecorder();
  await recorder.startAsync();
  await recorded(recorder, 1.2);
  await recorder.stopAsync();
  expect(recorder.peaks.length).toBeGreaterThan(10);
  expect(Math.max(...recorder.peaks)).toBeGreaterThan(0.3);
  expect(Math.max(...recorder.peaks)).toBeLessThanOrEqual(1);
});

test('a browser that never says that it has stopped does not hold the recording up', async () => {
  const stop = vi.spyOn(MediaRecorder.prototype, 'stop').mockImplementation(function (this: MediaRecorder) {
    this.requestData();
  });
  onTestFinished(() => stop.mockRestore());
  const recorder = makeRecorder({ format: 'compressed' });
  await recorder.startAsync();
  await recorded(recorder, 0.4);
  const { blob } = await recorder.stopAsync();
  expect(blob.size).toBeGreaterThan(100);
});
