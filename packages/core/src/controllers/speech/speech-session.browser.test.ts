import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { VoiceService } from '../../contract/voice-service.ts';
import { ModelLoadingError, UnsupportedError } from '../../errors/errors.ts';
import { click } from '../__fixtures__/gesture.ts';
import { realService } from '../__fixtures__/real-service.ts';
import { sounding } from '../__fixtures__/sound.ts';
import { tappedContext } from '../__fixtures__/tapped-context.ts';
import { until } from '../__fixtures__/until.ts';
import { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { SpeechSession, type SpeechSessionOptions } from './speech-session.ts';

const TEXT = 'One potoo. Two potoos sit still.';
const LONG = Array.from({ length: 150 }, (_, index) => `This is sentence number ${index + 1} of a long text.`).join(
  ' ',
);

function makeSession(options: Partial<SpeechSessionOptions> = {}): SpeechSession {
  const session = new SpeechSession({ service: realService(), ...options });
  onTestFinished(() => session.dispose());
  return session;
}

/** The real service, some of it otherwise. */
function serviceWith(changes: Partial<VoiceService>): VoiceService {
  return Object.assign(Object.create(realService()), changes);
}

beforeAll(async () => {
  await click();
  await realService().synthesize({ text: 'Ready.' });
});

test('every word of the text sounds, in order, and tells where it stands', async () => {
  const heard: string[] = [];
  const session = makeSession({ onWord: (word) => heard.push(TEXT.slice(word.charStart, word.charEnd)) });
  await session.speakAsync(TEXT);
  expect(heard).toEqual(['One', 'potoo', 'Two', 'potoos', 'sit', 'still']);
  const { status, text, words, details, duration } = session.getSnapshot();
  expect({ status, text }).toEqual({ status: 'ended', text: TEXT });
  expect(words.map(({ text: word }) => word.toLowerCase())).toEqual(['one', 'potoo', 'two', 'potoos', 'sit', 'still']);
  expect(duration).toBeCloseTo(details?.duration ?? 0, 2);
  expect(session.activeWord).toBe(-1);
});

test('what sounds is what the service made, sample for sample', async () => {
  const { context, heard } = await tappedContext({ sampleRate: 16_000 });
  const session = makeSession({ loudspeaker: new Loudspeaker({ context }) });
  await session.speakAsync(TEXT);
  const made = session.audio();
  expect(made).toMatchObject({ format: 'wav', sampleRate: 16_000 });
  const values = new Int16Array(made?.bytes().slice(44).buffer ?? new ArrayBuffer(0));
  const expected = sounding(Float32Array.from(values, (value) => value / 0x80_00));
  const sound = sounding(await heard());
  expect(sound.length).toBe(expected.length);
  expect(Math.max(...sound.map((value, frame) => Math.abs(value - (expected[frame] ?? 9))))).toBeLessThan(1e-4);
});

test('a text that is still arriving sounds before its end', async () => {
  const session = makeSession();
  let finish: () => void = () => {};
  const more = new Promise<void>((resolve) => {
    finish = resolve;
  });
  async function* tokens(): AsyncGenerator<string> {
    for (const token of ['The first ', 'sentence. ', 'And the ']) yield token;
    await more;
    yield 'last one.';
  }
  session.speak(tokens());
  await until(session, ({ status, words }) => status === 'playing' && words.length > 0);
  finish();
  await until(session, ({ status }) => status === 'ended');
  expect(session.getSnapshot().text).toBe('The first sentence. And the last one.');
  expect(session.getSnapshot().words.at(-1)?.text.toLowerCase()).toBe('one');
});

test('a listener who breaks in ends it at once, and it is known what they heard', async () => {
  const stopped = vi.fn();
  const service = serviceWith({
    async *streamSpeech(request, options) {
      try {
        yield* realService().streamSpeech(request, options);
      } finally {
        stopped(options?.signal?.aborted);
      }
    },
  });
  const session = makeSession({ service });
  const spoken = session.speakAsync(LONG);
  await new Promise<void>((resolve) => session.subscribeWord((index) => index >= 3 && resolve()));
  const { spokenText, time } = session.interrupt();
  await expect(spoken).rejects.toMatchObject({ name: 'AbortError' });
  expect(LONG.startsWith(spokenText)).toBe(true);
  expect(spokenText).toMatch(/^This is sentence number/);
  expect(spokenText.length).toBeLessThan(LONG.length / 2);
  expect(time).toBeGreaterThan(0.3);
  expect(session.getSnapshot()).toMatchObject({ status: 'idle', error: null });
  await vi.waitFor(() => expect(stopped).toHaveBeenCalledWith(true));
});

test('a text that comes meanwhile replaces, waits, or is ignored', async () => {
  const session = makeSession();
  const first = session.speakAsync('One.');
  const second = session.speakAsync('Two.');
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  const third = session.speakAsync('Three.', { queue: 'append' });
  expect(session.getSnapshot().waiting).toBe(1);
  await session.speakAsync('Four.', { queue: 'ignore' });
  expect(session.getSnapshot().text).toBe('Two.');
  await second;
  await third;
  expect(session.getSnapshot()).toMatchObject({ status: 'ended', text: 'Three.', waiting: 0 });
});

test('a stop sends away who waits', async () => {
  const session = makeSession();
  const all = [session.speakAsync('One.'), session.speakAsync('Two.', { queue: 'append' })];
  session.stop();
  // At once: who waits is sent away long before who speaks.
  await Promise.all(all.map((each) => expect(each).rejects.toMatchObject({ name: 'AbortError' })));
  expect(session.getSnapshot()).toMatchObject({ status: 'idle', waiting: 0 });
});

test('pause, seek and rate work while it is spoken', async () => {
  const session = makeSession();
  const spoken = session.speakAsync(LONG);
  await until(session, ({ status, buffered }) => status === 'playing' && buffered > 5);
  session.pause();
  expect(session.getSnapshot().status).toBe('paused');
  session.seek(4);
  expect(session.player.currentTime).toBe(4);
  expect(session.activeWord).toBeGreaterThan(5);
  session.setRate(4);
  const { duration } = await until(session, (state) => state.duration !== null);
  session.seek(Number(duration) - 2);
  session.resume();
  await spoken;
  expect(session.getSnapshot()).toMatchObject({ status: 'ended', rate: 4 });
});

test('a service that cannot stream speaks all the same', async () => {
  const service = serviceWith({
    // biome-ignore lint/correctness/useYield: it refuses before it has anything.
    async *streamSpeech() {
      throw new UnsupportedError('There is no streaming.');
    },
  });
  const session = makeSession({ service });
  await session.speakAsync('One potoo.');
  expect(session.getSnapshot()).toMatchObject({ status: 'ended', text: 'One potoo.' });
  expect(session.getSnapshot().words).toHaveLength(2);
  expect(session.audio()?.format).toBe('mp3');
});

test('errors are typed state, and the next text is spoken', async () => {
  const onError = vi.fn();
  let fails = true;
  const service = serviceWith({
    async *streamSpeech(request, options) {
      if (fails) throw new ModelLoadingError('The voice is loading.', { retryAfterMs: 5 });
      yield* realService().streamSpeech(request, options);
    },
  });
  const session = makeSession({ service, onError });
  session.speak('Hello.');
  await until(session, ({ status }) => status === 'error');
  expect(session.getSnapshot().error).toMatchObject({ code: 'model_loading', retryable: true });
  expect(onError).toHaveBeenCalledTimes(1);
  fails = false;
  await session.speakAsync('Hello.');
  await expect(session.speakAsync('Hello.', { voice: 'no-such-voice' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(session.speakAsync(' ')).rejects.toMatchObject({ code: 'bad_request' });
});

test('after it was disposed of it refuses, and attached again it speaks', async () => {
  const session = makeSession();
  const detach = session.attach();
  const spoken = session.speakAsync(LONG);
  detach();
  await expect(spoken).rejects.toMatchObject({ name: 'AbortError' });
  await expect(session.speakAsync('One.')).rejects.toMatchObject({ name: 'AbortError' });
  session.attach();
  await session.speakAsync('One.');
});
