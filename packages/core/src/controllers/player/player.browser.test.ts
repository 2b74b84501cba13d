import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { AudioOutput } from '../../audio/audio-output.ts';
import { encodeWav, toInt16 } from '../../audio/encode-wav.ts';
import { click } from '../__fixtures__/gesture.ts';
import { frequencyOf, pcmBytes, residualDb, sine, sounding } from '../__fixtures__/sound.ts';
import { tappedContext } from '../__fixtures__/tapped-context.ts';
import { until } from '../__fixtures__/until.ts';
import { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { PcmTrack } from './pcm-track.ts';
import { Player } from './player.ts';
import type { PlayerOptions } from './source-player.ts';

const RATE = 22_050;

function makePlayer(options: PlayerOptions = {}): Player {
  const player = new Player(options);
  onTestFinished(() => player.dispose());
  return player;
}

function wav(frames: Float32Array, sampleRate = RATE): AudioOutput {
  const bytes = encodeWav(Int16Array.from(frames, toInt16), sampleRate, 1);
  return new AudioOutput(bytes, { format: 'wav', duration: frames.length / sampleRate, sampleRate, channels: 1 });
}

function trackOf(frames: Float32Array): PcmTrack {
  const track = new PcmTrack({ sampleRate: RATE, channels: 1 });
  track.append(pcmBytes(frames));
  track.end();
  return track;
}

beforeAll(() => click());

test('audio that arrives in pieces comes out as one', async () => {
  const { context, heard } = await tappedContext();
  const player = makePlayer({ loudspeaker: new Loudspeaker({ context }) });
  const track = new PcmTrack({ sampleRate: RATE, channels: 1 });
  const bytes = pcmBytes(sine(440, 1.5, RATE));
  const ended = player.playAsync(track);
  // Odd lengths cut values in half.
  for (let at = 0; at < bytes.length; at += 4001) {
    track.append(bytes.subarray(at, at + 4001));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  track.end();
  await ended;
  const sound = sounding(await heard());
  expect(sound.length / context.sampleRate).toBeCloseTo(1.5, 2);
  expect(residualDb(sound.subarray(200, -200), 440, context.sampleRate)).toBeLessThan(-40);
});

test('a higher rate takes less time and keeps the pitch', async () => {
  const { context, heard } = await tappedContext();
  const player = makePlayer({ loudspeaker: new Loudspeaker({ context }) });
  player.setRate(1.5);
  await player.playAsync(trackOf(sine(440, 1.5, RATE)));
  const sound = sounding(await heard());
  expect(sound.length / context.sampleRate).toBeCloseTo(1, 1);
  expect(frequencyOf(sound.subarray(2000, -2000), context.sampleRate)).toBeCloseTo(440, -1);
});

test('a pause keeps the place, and a seek moves it', async () => {
  const player = makePlayer();
  player.play(trackOf(sine(300, 20, RATE)), { from: 5 });
  await until(player, ({ status }) => status === 'playing');
  expect(player.currentTime).toBeGreaterThanOrEqual(5);
  player.pause();
  const place = player.currentTime;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(player.currentTime).toBe(place);
  expect(player.getSnapshot()).toMatchObject({ status: 'paused', duration: 20 });
  player.seek(19.8);
  const ended = until(player, ({ status }) => status === 'ended');
  player.resume();
  await ended;
  expect(player.currentTime).toBeCloseTo(20, 1);
});

test('a file plays to its end, and its address is given back', async () => {
  const made = vi.spyOn(URL, 'createObjectURL');
  const freed = vi.spyOn(URL, 'revokeObjectURL');
  const player = makePlayer();
  const states: string[] = [];
  player.subscribe(() => states.push(player.getSnapshot().status));
  await player.playAsync(wav(sine(440, 0.4, RATE)));
  expect([...new Set(states)]).toEqual(['loading', 'playing', 'ended']);
  expect(player.getSnapshot().duration).toBeCloseTo(0.4, 2);
  player.stop();
  expect(made).toHaveBeenCalledTimes(1);
  expect(freed.mock.calls).toEqual([[made.mock.results[0]?.value]]);
});

test("a caller's own audio element is used, and stays", async () => {
  const element = document.createElement('audio');
  element.controls = true;
  document.body.append(element);
  onTestFinished(() => element.remove());
  const started = vi.fn();
  element.addEventListener('playing', started);
  const player = makePlayer({ loudspeaker: new Loudspeaker({ element }) });
  await player.playAsync(wav(sine(440, 0.3, RATE)));
  expect(started).toHaveBeenCalled();
  player.dispose();
  expect(element.isConnected).toBe(true);
  expect(element.hasAttribute('src')).toBe(false);
});

test('listeners hear the time while it plays, without a change of the state', async () => {
  const player = makePlayer();
  const times: number[] = [];
  player.subscribeTime((time) => times.push(time));
  player.play(wav(sine(440, 1, RATE)));
  await until(player, ({ status }) => status === 'playing');
  let changes = 0;
  player.subscribe(() => {
    changes += 1;
  });
  await until(player, ({ status }) => status === 'ended');
  expect(times.length).toBeGreaterThan(10);
  expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0) - 0.05)).toBe(true);
  // One a growth of what is buffered, one the end.
  expect(changes).toBeLessThanOrEqual(4);
});

test('who starts silences who sounded, and that one goes on where it was', async () => {
  const loudspeaker = new Loudspeaker();
  onTestFinished(() => loudspeaker.dispose());
  const first = makePlayer({ loudspeaker });
  const second = makePlayer({ loudspeaker });
  first.play(wav(sine(440, 5, RATE)), { from: 2 });
  await until(first, ({ status }) => status === 'playing');
  second.play(wav(sine(880, 5, RATE)));
  expect(first.getSnapshot().status).toBe('paused');
  await until(second, ({ status }) => status === 'playing');
  first.resume();
  await until(first, ({ status }) => status === 'playing');
  expect(second.getSnapshot().status).toBe('paused');
  expect(first.currentTime).toBeGreaterThanOrEqual(2);
  expect(first.currentTime).toBeLessThan(4);
});

test('a queue plays one after the other', async () => {
  const player = makePlayer();
  const sources = [0.2, 0.25, 0.3].map((seconds) => wav(sine(440, seconds, RATE)));
  for (const source of sources) player.enqueue(source);
  expect(player.getSnapshot().queue).toHaveLength(2);
  await until(player, ({ status, source, queue }) => status === 'ended' && source === sources[2] && queue.length === 0);
});

test.each([
  ['no audio', new Blob(['this is no audio'], { type: 'audio/mpeg' })],
  ['no file', '/there-is-no-such-file.mp3'],
])('%s is an error with advice, and the next play works', async (_, source) => {
  const onError = vi.fn();
  const player = makePlayer({ onError });
  await expect(player.playAsync(source)).rejects.toMatchObject({ code: 'device', reason: 'unplayable_audio' });
  expect(player.getSnapshot()).toMatchObject({ status: 'error', error: { hint: expect.any(String) } });
  expect(onError).toHaveBeenCalledTimes(1);
  await player.playAsync(wav(sine(440, 0.1, RATE)));
});

test('a signal, a stop and other audio end it, each with its reason', async () => {
  const player = makePlayer();
  const abort = new AbortController();
  const reason = new Error('enough');
  const aborted = player.playAsync(trackOf(sine(440, 9, RATE)), { signal: abort.signal });
  abort.abort(reason);
  await expect(aborted).rejects.toBe(reason);
  const replaced = player.playAsync(trackOf(sine(440, 9, RATE)));
  const stopped = player.playAsync(trackOf(sine(440, 9, RATE)));
  await expect(replaced).rejects.toMatchObject({ name: 'AbortError' });
  player.stop();
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  player.dispose();
  await expect(player.playAsync(trackOf(sine(440, 9, RATE)))).rejects.toMatchObject({ name: 'AbortError' });
});

test.each([
  ['setRate', 9],
  ['setVolume', 1.1],
  ['seek', Number.NaN],
] as const)('%s(%s) is refused', (call, value) => {
  expect(() => makePlayer()[call](value)).toThrow(RangeError);
});
