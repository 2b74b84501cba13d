import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { refuseOnce, watchTracks } from '../__fixtures__/fake-microphones.ts';
import { click } from '../__fixtures__/gesture.ts';
import { until } from '../__fixtures__/until.ts';
import { Microphone, type MicrophoneOptions } from './microphone.ts';

function makeMicrophone(options: MicrophoneOptions = {}): Microphone {
  const microphone = new Microphone(options);
  onTestFinished(() => {
    microphone.dispose();
    vi.restoreAllMocks();
  });
  return microphone;
}

beforeAll(() => click());

test('nobody is asked for anything before it is opened', async () => {
  const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const list = vi.spyOn(navigator.mediaDevices, 'enumerateDevices');
  const contexts = vi.spyOn(globalThis, 'AudioContext');
  const microphone = makeMicrophone();
  expect(microphone.getSnapshot().support).toEqual({ supported: false, reason: 'ssr' });
  microphone.attach();
  expect(microphone.getSnapshot()).toMatchObject({ support: { supported: true }, status: 'closed', devices: [] });
  await until(microphone, ({ permission }) => permission !== 'unknown');
  expect([ask, list, contexts].map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0]);
});

test('it tells the devices and a level once it is open, and closes for all', async () => {
  const tracks = watchTracks();
  const microphone = makeMicrophone();
  await microphone.openAsync();
  const { devices } = await until(microphone, (state) => state.devices.length > 0);
  expect(devices[0]?.label).toMatch(/\w/);
  expect(microphone.getSnapshot()).toMatchObject({ status: 'open', permission: 'granted', error: null });
  const levels: number[] = [];
  const off = microphone.subscribeLevel(({ level }) => levels.push(level));
  await vi.waitFor(() => expect(Math.max(...levels)).toBeGreaterThan(0.3), { timeout: 10_000 });
  off();
  const lease = await microphone.acquire();
  expect(tracks.tracks).toHaveLength(1);
  microphone.close();
  expect(tracks.live()).toBe(1);
  lease.release();
  expect(tracks.live()).toBe(0);
  expect(lease.context.state).toBe('closed');
  expect(microphone.getSnapshot().status).toBe('closed');
  expect(microphone.level).toEqual({ level: 0, levelDb: Number.NEGATIVE_INFINITY });
});

// B1: what browsers reject with, on the first use and after a good one; the next try always works.
const REFUSALS: ReadonlyArray<readonly [name: string, message: string, reason: string]> = [
  ['NotAllowedError', 'Permission denied', 'permission_denied'],
  ['NotAllowedError', 'Permission dismissed', 'permission_dismissed'],
  ['NotAllowedError', 'Permission denied by permissions policy', 'permissions_policy'],
  ['NotFoundError', 'Requested device not found', 'no_device'],
  ['NotReadableError', 'Could not start audio source', 'device_in_use'],
  ['OverconstrainedError', '', 'overconstrained'],
  ['AbortError', 'Starting audioinput failed', 'device_failed'],
  ['SecurityError', '', 'permissions_policy'],
  ['TypeError', 'something else', 'device_failed'],
];
test.each(REFUSALS.flatMap((row) => [[...row, 'first'] as const, [...row, 'later'] as const]))(
  '%s "%s" is %s (%s use), and trying again works',
  async (name, message, reason, use) => {
    const onError = vi.fn();
    const microphone = makeMicrophone({ onError });
    if (use === 'later') {
      await microphone.openAsync();
      microphone.close();
    }
    refuseOnce(name, message);
    await expect(microphone.openAsync()).rejects.toMatchObject({ code: 'device', reason, hint: expect.any(String) });
    const { status, error } = microphone.getSnapshot();
    expect({ status, cause: error?.cause }).toMatchObject({ status: 'error', cause: { name } });
    expect(onError).toHaveBeenCalledTimes(1);
    await microphone.openAsync();
    expect(microphone.getSnapshot()).toMatchObject({ status: 'open', permission: 'granted', error: null });
  },
);

test.each([
  ['insecure-context', () => vi.spyOn(window, 'isSecureContext', 'get').mockReturnValue(false)],
  [
    'no-mediadevices',
    () => vi.spyOn(Navigator.prototype, 'mediaDevices', 'get').mockReturnValue(undefined as unknown as MediaDevices),
  ],
])('a page with %s is told so before it asks', async (reason, arrange) => {
  arrange();
  const microphone = makeMicrophone();
  microphone.attach();
  expect(microphone.getSnapshot().support).toEqual({ supported: false, reason });
  await expect(microphone.openAsync()).rejects.toMatchObject({ code: 'unsupported', reason });
});

test('a stream that comes when nobody waits any longer is stopped', async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  let answer: (stream: MediaStream) => void = () => {};
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockReturnValueOnce(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const microphone = makeMicrophone();
  const detach = microphone.attach();
  const opened = microphone.openAsync();
  expect(microphone.getSnapshot().status).toBe('requesting');
  detach();
  answer(stream);
  await expect(opened).rejects.toMatchObject({ name: 'AbortError' });
  expect(stream.getTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
  expect(microphone.getSnapshot()).toMatchObject({ status: 'closed', error: null });
});

test('mute and unmute of the system, and the loss of the device, are states', async () => {
  const tracks = watchTracks();
  const onError = vi.fn();
  const microphone = makeMicrophone({ onError });
  await microphone.openAsync();
  const [track] = tracks.tracks;
  track?.dispatchEvent(new Event('mute'));
  expect(microphone.getSnapshot().status).toBe('muted');
  track?.dispatchEvent(new Event('unmute'));
  expect(microphone.getSnapshot().status).toBe('open');
  track?.dispatchEvent(new Event('ended'));
  expect(microphone.getSnapshot()).toMatchObject({ status: 'lost', error: { reason: 'device_lost' } });
  expect(onError).toHaveBeenCalledTimes(1);
  await microphone.openAsync();
  expect(microphone.getSnapshot()).toMatchObject({ status: 'open', error: null });
});

test('another microphone is asked for exactly, and exchanged while only the level is shown', async () => {
  const microphone = makeMicrophone();
  await microphone.openAsync();
  const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const { devices, openDeviceId } = await until(microphone, (state) => state.devices.length > 1);
  const other = devices.find(({ deviceId }) => deviceId !== openDeviceId && deviceId !== 'default');
  microphone.select(other?.deviceId ?? '');
  await until(microphone, (state) => state.openDeviceId === other?.deviceId);
  expect(ask.mock.calls[0]?.[0]).toMatchObject({ audio: { deviceId: { exact: other?.deviceId } } });
});

test('a device that is plugged in or out is in the list, and the choice stays as it is', async () => {
  const microphone = makeMicrophone();
  microphone.attach();
  await microphone.openAsync();
  const { devices, openDeviceId } = await until(microphone, (state) => state.devices.length > 0);
  const known = await navigator.mediaDevices.enumerateDevices();
  const headset = { deviceId: 'headset', groupId: 'g', kind: 'audioinput', label: 'Headset (USB)', toJSON: () => ({}) };
  const list = vi
    .spyOn(navigator.mediaDevices, 'enumerateDevices')
    .mockResolvedValue([...known, headset as MediaDeviceInfo]);
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  const plugged = await until(microphone, (state) => state.devices.length > devices.length);
  expect(plugged.devices.at(-1)).toMatchObject({ deviceId: 'headset', label: 'Headset (USB)' });
  expect(plugged).toMatchObject({ openDeviceId, status: 'open' });
  list.mockResolvedValue(known);
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  expect(await until(microphone, (state) => state.devices.length === devices.length)).toMatchObject({ openDeviceId });
});

test("a caller's own stream and context are used, and left alone", async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const context = new AudioContext();
  const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const microphone = makeMicrophone({ stream, context });
  const lease = await microphone.acquire();
  expect(lease).toMatchObject({ stream, context });
  lease.release();
  microphone.dispose();
  expect(ask).not.toHaveBeenCalled();
  expect(stream.getTracks()[0]?.readyState).toBe('live');
  expect(context.state).toBe('running');
  stream.getTracks()[0]?.stop();
  await context.close();
});
