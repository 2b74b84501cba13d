import { expect, test } from 'vitest';
import { joinFrames } from '../../audio/time-stretch.ts';
import { sine } from '../__fixtures__/sound.ts';
import { type Utterance, UtteranceCutter } from './utterance-cutter.ts';

const RATE = 16_000;

/** Hiss of a room; the same each time. */
function hiss(seconds: number, amplitude: number): Float32Array {
  let seed = 1;
  return Float32Array.from({ length: seconds * RATE }, () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return amplitude * (seed / 1_073_741_823 - 1);
  });
}

/** Something like a voice, in a room: four syllables a second. */
function voice(seconds: number, noise = 0.002): Float32Array {
  const room = hiss(seconds, noise);
  const syllable = (frame: number) => 0.5 - 0.5 * Math.cos((8 * Math.PI * frame) / RATE);
  return sine(160, seconds, RATE, 0.4).map((value, frame) => value * syllable(frame) + (room[frame] ?? 0));
}

function cut(sound: Float32Array[]): { utterances: Utterance[]; begun: number } {
  const utterances: Utterance[] = [];
  let begun = 0;
  const cutter = new UtteranceCutter(
    {
      began: () => {
        begun += 1;
      },
      spoken: (utterance) => utterances.push(utterance),
    },
    { sampleRate: RATE, signal: new AbortController().signal },
  );
  const whole = joinFrames(sound);
  for (let at = 0; at < whole.length; at += 700) cutter.push(whole.slice(at, at + 700));
  cutter.flush(cutter.speaks);
  return { utterances, begun };
}

test.each([0.0001, 0.002, 0.02])('turns are cut at pauses, in a room with hiss of %f', (noise) => {
  const { utterances, begun } = cut([
    ...[hiss(1, noise), voice(1, noise), hiss(0.4, noise), voice(0.5, noise)],
    ...[hiss(1.2, noise), voice(0.8, noise), hiss(1, noise)],
  ]);
  expect(begun).toBe(2);
  expect(utterances.map(({ start }) => Math.round(start * 10) / 10)).toEqual([
    expect.closeTo(0.7, 0),
    expect.closeTo(3.8, 0),
  ]);
  const [first, second] = utterances.map(({ frames }) => frames.length / RATE);
  // The short pause belongs to the first turn; each has its lead and the silence that ended it.
  expect(first).toBeGreaterThan(1.9);
  expect(first).toBeLessThan(3.2);
  expect(second).toBeGreaterThan(0.8);
  expect(second).toBeLessThan(2.1);
});

test('a click is no voice, and silence is none', () => {
  expect(cut([hiss(1, 0.001), voice(0.03), hiss(2, 0.001)]).utterances).toEqual([]);
  expect(cut([new Float32Array(3 * RATE)]).begun).toBe(0);
});

test('someone who never pauses is written down all the same', () => {
  const { utterances } = cut([hiss(0.5, 0.001), voice(60, 0.001)]);
  expect(utterances.length).toBeGreaterThanOrEqual(3);
  expect(Math.max(...utterances.map(({ frames }) => frames.length / RATE))).toBeLessThan(26);
});
