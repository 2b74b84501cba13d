import { expect, test } from 'vitest';
import { checkedUtterance } from '../../testing/checked-utterance.ts';
import { ENGLISH_SENTENCES } from '../../testing/english-sentences.ts';
import { loadInProcess } from '../../testing/in-process-host.ts';
import { plainParams } from '../../testing/utterance-params.ts';
import type { SynthesizeParams, Utterance } from '../contract.ts';
import { flite } from './flite.ts';
import { FLITE_VOICES } from './flite-voices.ts';
import { alignPhones } from './phone-alignment.ts';

const host = await loadInProcess(flite);
const speak = async (params: SynthesizeParams) => checkedUtterance(await host.call('synthesize', params), params);
const sounds = ({ phones }: Utterance) => phones.filter(({ symbol }) => symbol !== 'pau');
const kal = FLITE_VOICES.find(({ id }) => id === 'kal') ?? { id: 'kal', languages: ['en'] };

test('ends each word where the sentence that stops there would end, by the count of its phones', async () => {
  // Flite reads from left to right: the first words of a sentence alone have as many phones as in the sentence.
  const errors: number[] = [];
  for (const text of ENGLISH_SENTENCES) {
    const params = plainParams(text, kal);
    const whole = await speak(params);
    for (const [index, word] of params.words.slice(0, -1).entries()) {
      const count = sounds(await speak(plainParams(text.slice(0, word.to), kal))).length;
      errors.push(Math.abs((sounds(whole)[count - 1]?.end ?? 0) - (whole.words[index]?.end ?? 0)));
    }
  }
  errors.sort((a, b) => a - b);
  expect(errors.length).toBeGreaterThan(400);
  expect(errors[Math.floor(0.99 * errors.length)]).toBeLessThan(0.001);
});

test('tells homographs and words that change with their neighbours apart', async () => {
  const { words, phones } = await speak(plainParams('The apple and the pear live in a live band I read of.', kal));
  const said = words.map(({ start, end }) =>
    phones
      .filter((phone) => phone.start >= start - 1e-6 && phone.end <= end + 1e-6)
      .map(({ symbol }) => symbol)
      .join(' '),
  );
  expect(said.slice(0, 4)).toEqual(['dh iy', 'ae p ax l', 'ae n d', 'dh ax']);
  expect(said.at(-1)).toBe('ah v');
});

test('aligns words that lost, gained or changed sounds', () => {
  const words = [
    ['w', 'aa', 'n', 't'],
    ['t', 'uw'],
    ['g', 'ow'],
  ];
  expect(alignPhones(words, 'pau w aa n t ax pau g ow pau'.split(' '))).toEqual([
    { from: 1, to: 4 },
    { from: 4, to: 6 },
    { from: 7, to: 9 },
  ]);
  expect(alignPhones([['aa'], [], ['b', 'iy']], ['aa', 'b', 'iy'])).toEqual([
    { from: 0, to: 1 },
    { from: 1, to: 1 },
    { from: 1, to: 3 },
  ]);
  expect(alignPhones([], ['pau'])).toEqual([]);
  expect(alignPhones([['b']], [])).toEqual([{ from: 0, to: 0 }]);
});

test('speaks a text of any length in parts, its words in order', async () => {
  const text = Array.from({ length: 120 }, (_, index) => ENGLISH_SENTENCES[index % 50] ?? '').join(' ');
  const { words, samples, sampleRate } = await speak(plainParams(text, kal));
  expect(samples.length / sampleRate).toBeGreaterThan(240);
  expect(words.every(({ start, end }) => end > start)).toBe(true);
});

test('stops between the parts of a long text when it is aborted', async () => {
  const text = Array.from({ length: 400 }, () => 'a longer text that goes on').join(' ');
  const controller = new AbortController();
  const speaking = host.call('synthesize', plainParams(text, kal), { signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')), 20);
  await expect(speaking).rejects.toThrow('enough');
});
