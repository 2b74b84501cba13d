import { afterAll, describe, expect, test } from 'vitest';
import { flite } from '../backends/flite/flite.ts';
import { pocketsphinx } from '../backends/pocketsphinx/pocketsphinx.ts';
import { createEngine } from '../engine.ts';
import { temporaryVoices } from '../testing/__fixtures__/reference-speech.ts';
import { slippingVoice } from './__fixtures__/slipping-voice.ts';

const canListen = (await pocketsphinx.check()).available;
const TEXT = 'The boy was there when the sun rose. A rod is used to catch pink salmon.';

const voicesDirectory = temporaryVoices();
const [slipping, hopeless] = [slippingVoice('slipping', 1), slippingVoice('hopeless', 1000)];
const listening = createEngine({
  backends: [slipping.backend, hopeless.backend, flite, pocketsphinx],
  voicesDirectory,
  hosts: 1,
});
const deaf = createEngine({ backends: [flite], voicesDirectory, hosts: 1 });
afterAll(() => Promise.all([listening.close(), deaf.close()]));

const speak = (voice: string, verify: boolean) =>
  listening.synthesize({ text: TEXT, voice, language: 'en', verify, format: 'wav' });

describe.skipIf(!canListen)('verified speech (skipped where PocketSphinx is absent)', { timeout: 240_000 }, () => {
  test('tells how many words were heard otherwise, only when asked', async () => {
    expect(await speak('slt', false)).not.toHaveProperty('wordErrorRate');
    const { wordErrorRate, warnings } = await speak('slt', true);
    expect(wordErrorRate).toBeLessThan(0.35);
    expect(warnings).toEqual([]);
  });

  test('is made again where it came out badly', async () => {
    const good = await speak('slt', true);
    const slipped = await speak('slipping', false);
    slipping.reset();
    const mended = await speak('slipping', true);
    // The first time it says only half of each sentence.
    expect(slipped.duration).toBeLessThan(good.duration * 0.75);
    expect(mended.duration).toBeCloseTo(good.duration, 1);
    expect(mended.wordErrorRate).toBe(good.wordErrorRate);
    expect(slipping.timesSaid()).toEqual([2, 2]);
  });

  test('is made again twice at most, and the best of the three is given, with its word error rate', async () => {
    const slipped = await speak('hopeless', false);
    hopeless.reset();
    const { duration, wordErrorRate } = await speak('hopeless', true);
    expect(hopeless.timesSaid()).toEqual([3, 3]);
    // The first of each leaves the least out.
    expect(duration).toBeCloseTo(slipped.duration, 1);
    expect(wordErrorRate).toBeGreaterThan(0.35);
  });
});

test('speech that nobody here understands comes with a warning', { timeout: 60_000 }, async () => {
  const result = await deaf.synthesize({ text: TEXT, verify: true, format: 'wav' });
  expect(result.warnings).toMatchObject([{ type: 'unsupported', subject: 'verify' }]);
  expect(result).not.toHaveProperty('wordErrorRate');
});
