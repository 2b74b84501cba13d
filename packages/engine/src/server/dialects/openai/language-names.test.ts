import { expect, test } from 'vitest';
import { englishName } from './language-names.ts';

// From Whisper's own table: what clients map back to codes.
const NAMES = `
  en english zh chinese de german es spanish ru russian ko korean fr french ja japanese pt portuguese tr turkish
  pl polish ca catalan nl dutch ar arabic sv swedish it italian id indonesian hi hindi fi finnish vi vietnamese
  he hebrew uk ukrainian el greek ms malay cs czech ro romanian da danish hu hungarian ta tamil no norwegian
  th thai ur urdu hr croatian bg bulgarian lt lithuanian mi maori cy welsh sk slovak te telugu fa persian
  lv latvian sr serbian az azerbaijani sl slovenian kn kannada et estonian mk macedonian eu basque is icelandic
  hy armenian ne nepali bs bosnian kk kazakh sw swahili gl galician mr marathi km khmer af afrikaans be belarusian
  tl tagalog my myanmar nn nynorsk
`;

test('languages have the names that Whisper gives them', () => {
  const pairs = NAMES.trim().match(/\S+\s+\S+/g) ?? [];
  expect(pairs.map((pair) => `${pair.split(/\s+/)[0]} ${englishName(pair.split(/\s+/)[0] ?? '')}`)).toEqual(
    pairs.map((pair) => pair.replace(/\s+/, ' ')),
  );
});

test('regions do not count, and what has no name stays as it is', () => {
  expect(englishName('en-US')).toBe('english');
  expect(englishName('zh-Hant-TW')).toBe('chinese');
  expect(englishName('qaa')).toBe('qaa');
  expect(englishName('not a tag')).toBe('not a tag');
});
