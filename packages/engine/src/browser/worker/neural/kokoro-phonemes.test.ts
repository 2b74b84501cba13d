import { describe, expect, test } from 'vitest';
import { espeak } from '../../../backends/espeak/espeak.ts';
import { ESPEAK_VOICES } from '../../../backends/espeak/espeak-voices.ts';
import { loadEspeak } from '../../../backends/espeak/load-espeak.ts';
import { plainWords } from '../../../testing/utterance-params.ts';
import { kokoroPhonemes, splitPhonemes, toKokoro } from './kokoro-phonemes.ts';

const { available } = await espeak.check();

describe.skipIf(!available)('sounds for Kokoro (skipped where espeak is not installed)', () => {
  const sounds = async (text: string, tag = 'en-US', ipa?: string) => {
    const voice = ESPEAK_VOICES.find(({ languages }) => languages.includes(tag));
    if (!voice) throw new TypeError(`espeak has no ${tag}.`);
    const words = plainWords(text).map((word) => ({ ...word, ...(ipa !== undefined && { ipa }) }));
    return kokoroPhonemes(await loadEspeak(), { text, words }, voice, tag);
  };

  // As the README of misaki, by Kokoro's authors, prints them: https://github.com/hexgrad/misaki
  test('are those that its authors print', async () => {
    // Of an unstressed vowel, versions of eSpeak NG think differently.
    expect(await sounds('Words, models: designed engine.')).toMatch(/^wˈɜɹdz, mˈɑdᵊlz: d.zˈInd ˈɛnʤ.n\.$/);
  });

  test('keep the marks that make pauses and questions', async () => {
    expect(await sounds('Hello, world! Is it you?')).toMatch(/^həlˈO, wˈɜɹld! ɪz ɪt jˈu\?$/);
  });

  test('are British where the voice is', async () => {
    expect(await sounds('go', 'en-GB')).toBe('ɡˈQ');
    expect(await sounds('go', 'en-US')).toBe('ɡˈO');
  });

  test('are those of other languages', async () => {
    expect(await sounds('bonjour', 'fr')).toMatch(/^bɔ̃ʒˈuː?ʁ$/);
  });

  test('give way to a pronunciation of the caller', async () => {
    expect(await sounds('Kokoro', 'en-US', 'ˈkoʊkəɹoʊ')).toBe('ˈkOkəɹO');
  });
});

test('letters of two sounds become one', () => {
  expect(toKokoro(['tʃ', 'ˈaɪ', 'n', 'ə'], 'en-US')).toBe('ʧˈInə');
  expect(toKokoro(['b', 'ˈʌ', 'ʔ', 'n\u0329'], 'en-US')).toBe('bˈʌtᵊn');
});

test('a long text is cut at its pauses, and loses nothing', () => {
  const long = `${'a b c. '.repeat(10)}${'d'.repeat(45)}`;
  const parts = splitPhonemes(long, 20);
  expect(parts.every((part) => part.length <= 20)).toBe(true);
  expect(parts.join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''));
  expect(parts[0]).toBe('a b c. a b c.');
});
