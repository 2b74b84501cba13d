import { describe, expect, test } from 'vitest';
import { UtteranceCache, type UtteranceOrder } from './utterance-cache.ts';

function order(
  text: string,
  changes: Partial<UtteranceOrder['speaker']> = {},
  rest: Partial<UtteranceOrder> = {},
): UtteranceOrder {
  const speaker = { identity: 'flite', model: 'flite', voice: 'slt', ...changes };
  const params = { text, words: [{ text, from: 0, to: text.length }], language: 'en', rate: 1, pitch: 1 };
  return { speaker, params, timed: false, verified: false, ...rest };
}

/** A voice that says each thing in so many samples, and counts. */
function counting(samples = 1000) {
  let count = 0;
  return {
    count: () => count,
    make: async () => {
      count++;
      const words = [{ start: 0, end: count }];
      return {
        utterance: { samples: new Float32Array(samples), sampleRate: 16_000, words, phones: [] },
        heard: undefined,
      };
    },
  };
}

describe('the cache of what was spoken', () => {
  test('gives the same again with its times, for the same text, voice and settings only', async () => {
    const cache = new UtteranceCache(1e6);
    const { make, count } = counting();
    const first = await cache.take(order('one'), make);
    expect(await cache.take(order('one'), make)).toBe(first);
    expect(first.utterance.words).toEqual([{ start: 0, end: 1 }]);
    const others = [
      order('two'),
      order('one', { voice: 'rms' }),
      order('one', { identity: 'another model of this name' }),
      order('one', {}, { timed: true }),
      order('one', {}, { verified: true }),
      { ...order('one'), params: { ...order('one').params, rate: 1.5 } },
    ];
    for (const other of others) expect(await cache.take(other, make)).not.toBe(first);
    expect(count()).toBe(1 + others.length);
  });

  test('never takes more bytes than it may, and lets go of what was not asked for longest', async () => {
    const cache = new UtteranceCache(20_000);
    const { make, count } = counting();
    for (const text of ['a', 'b', 'c']) await cache.take(order(text), make);
    await cache.take(order('a'), make);
    expect(count()).toBe(3);
    for (const text of ['d', 'e']) {
      await cache.take(order(text), make);
      expect(cache.bytes).toBeLessThanOrEqual(20_000);
    }
    await cache.take(order('a'), make);
    expect(count()).toBe(5);
    await cache.take(order('b'), make);
    expect(count()).toBe(6);
    await cache.take(order('too long'), counting(1e6).make);
    expect(cache.bytes).toBeLessThanOrEqual(20_000);
  });

  test('forgets a voice', async () => {
    const cache = new UtteranceCache(1e6);
    const { make, count } = counting();
    await cache.take(order('one', { voice: 'anna' }), make);
    await cache.take(order('one'), make);
    cache.forget('anna');
    await cache.take(order('one'), make);
    expect(count()).toBe(2);
    await cache.take(order('one', { voice: 'anna' }), make);
    expect(count()).toBe(3);
  });

  test('keeps nothing of voices that may change, of failures, or where there is no room', async () => {
    const { make, count } = counting();
    const cache = new UtteranceCache(1e6);
    for (let round = 0; round < 2; round++) await cache.take(order('one', { identity: undefined }), make);
    for (let round = 0; round < 2; round++) await new UtteranceCache(0).take(order('one'), make);
    expect(count()).toBe(4);
    await expect(cache.take(order('one'), () => Promise.reject(new Error('Crashed.')))).rejects.toThrow('Crashed.');
    expect(cache.bytes).toBe(0);
  });
});
