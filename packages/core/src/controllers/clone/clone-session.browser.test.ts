import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { encodeWav, toInt16 } from '../../audio/encode-wav.ts';
import { refuseOnce } from '../__fixtures__/fake-microphones.ts';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { sine } from '../__fixtures__/sound.ts';
import { until } from '../__fixtures__/until.ts';
import { checkReference } from './check-reference.ts';
import { CloneSession, type CloneSessionOptions } from './clone-session.ts';

const CONSENT = { speaker: 'Ada Example', statement: 'I agree that my voice is cloned for this test.' };

function makeSession(options: Partial<CloneSessionOptions> = {}): CloneSession {
  const session = new CloneSession({ service: realService(), ...options });
  onTestFinished(() => {
    session.dispose();
    vi.restoreAllMocks();
  });
  return session;
}

async function speech(): Promise<Blob> {
  return (await fetch(new URL('../__fixtures__/microphone.wav', import.meta.url))).blob();
}

beforeAll(() => click());

test('nothing is recorded, looked at or sent before someone has agreed', async () => {
  const service = realService();
  const ask = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const sent = vi.spyOn(service, 'cloneVoice');
  const session = makeSession({ service });
  expect(session.getSnapshot().step).toBe('consent');
  await expect(session.recordAsync()).rejects.toMatchObject({ reason: 'missing_consent' });
  await expect(session.setReferenceAsync(await speech())).rejects.toMatchObject({ reason: 'missing_consent' });
  await expect(session.cloneAsync('Ada')).rejects.toMatchObject({ reason: 'missing_consent' });
  expect(() => session.giveConsent({ speaker: ' ', statement: 'Yes.' })).toThrow(/agreed/);
  expect([ask.mock.calls, sent.mock.calls]).toEqual([[], []]);
});

test('a voice is recorded, looked at, cloned by a real service, and speaks', async () => {
  const onVoice = vi.fn();
  const session = makeSession({ maxDuration: 3.5, onVoice });
  session.giveConsent(CONSENT);
  expect(session.getSnapshot()).toMatchObject({ step: 'reference', consent: { ...CONSENT, date: expect.any(Date) } });
  await session.recordAsync();
  const { checks, reference } = await until(session, ({ step }) => step === 'review');
  expect(checks.map(({ id }) => id)).toEqual(['duration', 'level', 'clipping', 'noise', 'silence']);
  expect(checks[0]).toMatchObject({ verdict: 'poor', value: expect.closeTo(3.5, 1) });
  expect(reference?.type).toBe('audio/wav');
  const voice = await session.cloneAsync('Ada');
  onTestFinished(() => realService().deleteVoice(voice.id));
  expect(voice).toMatchObject({ name: 'Ada', cloned: true });
  expect(session.getSnapshot()).toMatchObject({ step: 'done', voice, error: null });
  expect(onVoice).toHaveBeenCalledExactlyOnceWith(voice);
  session.tryIt('One.');
  await until(session.speech, ({ status }) => status === 'ended');
});

test('what goes wrong is typed, and leaves the step where one can try again', async () => {
  const session = makeSession();
  session.giveConsent(CONSENT);
  refuseOnce('NotFoundError');
  await expect(session.recordAsync()).rejects.toMatchObject({ reason: 'no_device' });
  expect(session.getSnapshot()).toMatchObject({ step: 'reference', error: { reason: 'no_device' } });
  await expect(session.setReferenceAsync(new Blob(['no audio']))).rejects.toMatchObject({
    reason: 'undecodable_audio',
  });
  expect(session.getSnapshot()).toMatchObject({ step: 'reference', reference: null });
  const silence = new Blob([encodeWav(new Int16Array(80_000), 16_000, 1)], { type: 'audio/wav' });
  await session.setReferenceAsync(silence);
  expect(session.getSnapshot().checks.some(({ verdict }) => verdict === 'bad')).toBe(true);
  await expect(session.cloneAsync('Nobody')).rejects.toMatchObject({ code: 'bad_request' });
  expect(session.getSnapshot().step).toBe('review');
  session.reset();
  expect(session.getSnapshot()).toMatchObject({ step: 'consent', consent: null, reference: null });
});

test.each([
  ['quiet', 0.004, (value: number) => value, 'level'],
  ['clipped', 0.5, (value: number) => Math.max(-1, Math.min(1, value * 6)), 'clipping'],
] as const)('a recording that is %s is told so', (_, amplitude, shape, id) => {
  const frames = sine(180, 12, 16_000, amplitude).map(
    (value, frame) => shape(value) * (frame % 16_000 < 9000 ? 1 : 0.001),
  );
  const pcm = { channels: [Float32Array.from(frames, (value) => toInt16(value) / 0x7f_ff)], sampleRate: 16_000 };
  expect(checkReference(pcm).find((check) => check.id === id)?.verdict).not.toBe('good');
  const good = {
    ...pcm,
    channels: [sine(180, 12, 16_000, 0.2).map((value, frame) => value * (frame % 16_000 < 9000 ? 1 : 0.001))],
  };
  expect(checkReference(good).map(({ verdict }) => verdict)).toEqual(Array(5).fill('good'));
});
