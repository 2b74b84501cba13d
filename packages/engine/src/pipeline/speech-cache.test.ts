import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { temporaryVoices } from '../testing/__fixtures__/reference-speech.ts';
import { slippingVoice } from './__fixtures__/slipping-voice.ts';

const TEXT = 'The boy was there when the sun rose. A rod is used to catch pink salmon.';

const voicesDirectory = temporaryVoices();
const slipping = slippingVoice('slipping', 1);
const backends = [slipping.backend];
const keeping = createEngine({ backends, voicesDirectory, hosts: 1, speechCacheBytes: 2 ** 20 });
const forgetful = createEngine({ backends, voicesDirectory, hosts: 1 });
afterAll(() => Promise.all([keeping.close(), forgetful.close()]));
beforeEach(slipping.reset);

const request = { text: TEXT, voice: 'slipping', words: true, format: 'wav' } as const;

// The voice says only half of each sentence the first time, and all of it from then on.
describe('an engine that keeps what was spoken', { timeout: 120_000 }, () => {
  test('gives it again with its words, in another format too, and speaks only what is new', async () => {
    const first = await keeping.synthesize(request);
    const again = await keeping.synthesize({ ...request, format: 'flac', loudness: -20 });
    expect(again).toMatchObject({ duration: first.duration, words: first.words, voice: first.voice });
    expect(first.words).toHaveLength(16);
    const other = await keeping.synthesize({ ...request, speed: 1.01 });
    expect(other.duration).toBeGreaterThan(first.duration * 1.3);
  });

  test('is asked for: others speak anew', async () => {
    const first = await forgetful.synthesize(request);
    expect((await forgetful.synthesize(request)).duration).toBeGreaterThan(first.duration * 1.3);
  });
});
