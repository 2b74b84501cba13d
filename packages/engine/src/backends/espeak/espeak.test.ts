import { describe, expect, test } from 'vitest';
import { speechBackendCases } from '../../testing/backend-cases.ts';
import { checkedUtterance } from '../../testing/checked-utterance.ts';
import { loadInProcess } from '../../testing/in-process-host.ts';
import { plainParams } from '../../testing/utterance-params.ts';
import type { SynthesizeParams, Utterance, UtteranceWord } from '../contract.ts';
import { espeak } from './espeak.ts';
import { ESPEAK_VOICES } from './espeak-voices.ts';
import { loadEspeak } from './load-espeak.ts';

const availability = await espeak.check();

describe.skipIf(!availability.available)(
  'espeak is a speaking backend (skipped where its package is not installed)',
  () => {
    for (const { name, run } of speechBackendCases(espeak)) test(name, run);
  },
);

describe.skipIf(!availability.available)('espeak', () => {
  test('has every voice of the list', async () => {
    const program = await loadEspeak();
    for (const { identifier } of ESPEAK_VOICES) program.set({ identifier, rate: 1, pitch: 1 });
    expect(ESPEAK_VOICES.length).toBeGreaterThan(150);
  });

  test('sounds female where the list says so', async () => {
    const voices = ESPEAK_VOICES.filter(({ gender }) => gender === 'female');
    expect(voices.length).toBeGreaterThan(20);
    expect(voices.every(({ identifier }) => identifier.endsWith('+f3'))).toBe(true);
  });

  test('times numbers, which it reads as several words, as the one word that they are', async () => {
    const { words } = await speak(plainParams('She has 1984 good reasons.', voice('en-us')));
    const [, has, number, good] = words;
    expect((number?.end ?? 0) - (number?.start ?? 0)).toBeGreaterThan(0.8);
    expect(number?.start).toBeGreaterThanOrEqual(has?.end ?? 0);
    expect(number?.end).toBeLessThanOrEqual(good?.start ?? 0);
  });

  test('times words behind an emoji and accents, by characters and not by bytes', async () => {
    const { words, phones } = await speak(plainParams('Crème brûlée 👩‍👩‍👧 café, naïve end.', voice('en-us')));
    const last = words.at(-1);
    const sounds = phones.filter(({ start }) => start >= (last?.start ?? 0) - 0.001).map(({ symbol }) => symbol);
    expect(sounds.join('')).toBe('ˈɛnd');
  });

  test('times words of a script without spaces, cut finer or coarser than its own', async () => {
    const text = '你好，世界。今天很好';
    const fine = await speak(cut(text, ['你', '好', '世', '界', '今', '天', '很', '好'], 'cmn'));
    for (const { start, end } of fine.words) expect(end).toBeGreaterThan(start);
    const coarse = await speak(cut(text, ['你好，世界', '今天很好'], 'cmn'));
    expect(coarse.words[0]?.end).toBeLessThanOrEqual(coarse.words[1]?.start ?? 0);
    for (const { start, end } of coarse.words) expect(end - start).toBeGreaterThan(0.3);
  });

  test('does not read text as markup or as phonemes', async () => {
    const plain = await speak(plainParams('one two', voice('en-us')));
    const marked = await speak(
      plainParams('one <break time="9s"/> two', voice('en-us'), { words: wordsAt('one', 'two') }),
    );
    expect(Math.abs(marked.samples.length - plain.samples.length)).toBeLessThan(0.2 * plain.sampleRate);
    const brackets = await speak(cut("[[h@'loU]]", ["[[h@'loU]]"], 'en-us'));
    expect(brackets.phones.map(({ symbol }) => symbol).join('')).not.toBe('həlˈoʊ');
  });

  test('says given sounds in other languages too', async () => {
    const german = cut('Das ist ein Wort.', ['Das', 'ist', 'ein', 'Wort'], 'de');
    const words = german.words.map((word) => (word.text === 'Wort' ? { ...word, ipa: 'ˈtsuːkʊnft' } : word));
    const { phones } = await speak({ ...german, words });
    expect(
      phones
        .slice(-7)
        .map(({ symbol }) => symbol)
        .join(' '),
    ).toBe('ts ˈuː k ʊ n f t');
  });
});

const host = availability.available ? await loadInProcess(espeak) : undefined;

async function speak(params: SynthesizeParams): Promise<Utterance> {
  return checkedUtterance(await host?.call('synthesize', params), params);
}

function voice(id: string) {
  return { id, languages: ['en'] };
}

function cut(text: string, parts: readonly string[], voiceId: string): SynthesizeParams {
  let at = 0;
  const words = parts.map((part): UtteranceWord => {
    const from = text.indexOf(part, at);
    at = from + part.length;
    return { text: part, from, to: at };
  });
  return { text, words, voice: voiceId, language: 'und', rate: 1, pitch: 1 };
}

function wordsAt(...words: string[]): UtteranceWord[] {
  const text = 'one <break time="9s"/> two';
  return words.map((word) => ({ text: word, from: text.lastIndexOf(word), to: text.lastIndexOf(word) + word.length }));
}
