import { expect, test } from 'vitest';
import type { SaidBefore, SynthesizeParams } from '../backends/contract.ts';
import { planText } from '../text/plan-text.ts';
import { renderSpeech } from './render-speech.ts';
import type { Speaker } from './speaker.ts';
import type { VerifySpeech } from './verified-utterance.ts';

const RATE = 8000;
const TEXT = 'One is said first. Two comes after it. Three is the third of them. Four is the last one.';

/** A speaker that keeps what it is given, and says the nth text with samples of n tenths. */
function recordingSpeaker(goesOn: boolean, seconds = 1) {
  const asked: { readonly text: string; readonly before: SaidBefore | undefined }[] = [];
  let [working, mostAtOnce] = [0, 0];
  const speaker: Speaker = {
    model: 'recording',
    voice: 'recording',
    languages: ['en'],
    range: { rate: [1, 1], pitch: [1, 1] },
    sampleRate: RATE,
    parallel: 3,
    goesOn,
    async synthesize({ text, words, before }: Omit<SynthesizeParams, 'voice'>) {
      mostAtOnce = Math.max(mostAtOnce, ++working);
      const samples = new Float32Array(seconds * RATE).fill((asked.push({ text, before }) / 10) % 1);
      await new Promise((resolve) => setImmediate(resolve));
      working--;
      return { samples, sampleRate: RATE, words: words.map(() => ({ start: 0, end: seconds })), phones: [] };
    },
  };
  return { speaker, asked, mostAtOnce: () => mostAtOnce };
}

async function speak(speaker: Speaker, verify?: VerifySpeech) {
  const plan = planText(TEXT, { inputType: 'text', language: 'en' });
  const { signal } = new AbortController();
  const options = { plan, speaker, speakerFor: () => speaker, speed: 1, sampleRate: RATE, verify, signal, lane: '' };
  return Array.fromAsync(renderSpeech(options));
}

test('a speaker that goes on is given the sentence before, with its sound, and speaks one after the other', async () => {
  const { speaker, asked, mostAtOnce } = recordingSpeaker(true);
  await speak(speaker);
  expect(asked.length).toBeGreaterThan(2);
  expect(asked[0]?.before).toBeUndefined();
  for (const [index, { before }] of asked.entries()) {
    if (index === 0) continue;
    expect(before?.text).toBe(asked[index - 1]?.text);
    expect(before?.samples[0]).toBeCloseTo(index / 10, 5);
    expect(before?.sampleRate).toBe(RATE);
  }
  expect(mostAtOnce()).toBe(1);
});

test('other speakers are given nothing, and speak several sentences at once', async () => {
  const { speaker, asked, mostAtOnce } = recordingSpeaker(false);
  await speak(speaker);
  expect(asked.every(({ before }) => before === undefined)).toBe(true);
  expect(mostAtOnce()).toBeGreaterThan(1);
});

test('a sentence that is too long or came out badly is nothing to go on from', async () => {
  const long = recordingSpeaker(true, 9);
  await speak(long.speaker);
  expect(long.asked.every(({ before }) => before === undefined)).toBe(true);
  const bad = recordingSpeaker(true);
  await speak(bad.speaker, async (make) => ({ utterance: await make(), heard: { errors: 3, words: 4 } }));
  expect(bad.asked.every(({ before }) => before === undefined)).toBe(true);
});

test('what goes wrong in a sentence ends the speech, once', async () => {
  const { speaker, asked } = recordingSpeaker(true);
  const failing: Speaker = {
    ...speaker,
    synthesize: async (params, options) => {
      const spoken = await speaker.synthesize(params, options);
      if (asked.length === 2) throw new Error('It broke.');
      return spoken;
    },
  };
  await expect(speak(failing)).rejects.toThrow('It broke.');
  expect(asked).toHaveLength(2);
});
