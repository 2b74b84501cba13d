import { beforeAll, describe, expect, test } from 'vitest';
import type { Utterance } from '../../backends/contract.ts';
import { flite } from '../../backends/flite/flite.ts';
import { checkedUtterance } from '../../testing/checked-utterance.ts';
import { loadInProcess } from '../../testing/in-process-host.ts';
import { plainParams } from '../../testing/utterance-params.ts';
import { trimTail } from './trim-tail.ts';

const PARAMS = plainParams('She had your dark suit in greasy wash water all year.', {
  id: 'slt',
  languages: ['en-US'],
});

/** Sounds that generative voices go on with, by seconds. */
const TAILS = {
  silence: () => 0,
  hiss: (time: number) => 0.02 * Math.sin(1e7 * Math.sin(1e3 * time)),
  hum: (time: number) => 0.015 * Math.sin(2 * Math.PI * 100 * time),
  breathing: (time: number) => 0.02 * Math.sin(1e7 * Math.sin(1e3 * time)) * Math.sin(Math.PI * time),
};

let spoken: Utterance;
beforeAll(async () => {
  spoken = checkedUtterance(await (await loadInProcess(flite)).call('synthesize', PARAMS), PARAMS);
}, 60_000);

/** The utterance, and then so many seconds of something else. */
function withTail(tail: (time: number) => number, seconds: number): Utterance {
  const { samples, sampleRate } = spoken;
  const longer = new Float32Array(samples.length + seconds * sampleRate);
  longer.set(samples);
  for (let at = samples.length; at < longer.length; at++) longer[at] = tail((at - samples.length) / sampleRate);
  return { ...spoken, samples: longer };
}

describe('the end of an utterance', () => {
  test('is left alone where the voice stops', () => {
    expect(trimTail(spoken)).toBe(spoken);
    const silent = { ...spoken, samples: new Float32Array(16_000) };
    expect(trimTail(silent)).toBe(silent);
  });

  test.each(Object.entries(TAILS))('with %s after it is cut behind the last word', (_, tail) => {
    const { samples, sampleRate, words } = trimTail(withTail(tail, 2));
    const lastWord = spoken.words.at(-1)?.end ?? 0;
    const end = samples.length / sampleRate;
    expect(end).toBeGreaterThan(lastWord);
    expect(end).toBeLessThan(lastWord + 0.4);
    expect(samples.at(-1)).toBeCloseTo(0, 3);
    const unchanged = Math.round((lastWord - 0.05) * sampleRate);
    expect(samples.subarray(0, unchanged)).toEqual(spoken.samples.subarray(0, unchanged));
    expect(words).toEqual(spoken.words);
  });

  test('keeps the times of its words and sounds inside', () => {
    const guessed = { ...withTail(TAILS.silence, 2), words: [{ start: 0, end: 4 }], phones: [] };
    const { samples, sampleRate, words } = trimTail(guessed);
    expect(words).toEqual([{ start: 0, end: samples.length / sampleRate }]);
  });
});
