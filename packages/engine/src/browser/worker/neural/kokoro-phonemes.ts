import type { EspeakEvent } from '@echogarden/espeak-ng-emscripten';
import type { SynthesizeParams } from '../../../backends/contract.ts';
import type { EspeakProgram } from '../../../backends/espeak/espeak-program.ts';
import { type EspeakText, writeEspeakText } from '../../../backends/espeak/espeak-text.ts';
import type { EspeakVoice } from '../../../backends/espeak/espeak-voices.ts';

/** Most tokens of one text, without those for beginning and end. */
const MOST_TOKENS = 510;
/** Marks that Kokoro knows. */
const MARKS = /[;:,.!?—…"()“”]/gu;
const TIE = '^';

/** Longer ones first: they hold shorter ones. */
const ENGLISH: ReadonlyArray<readonly [espeak: string, kokoro: string]> = [
  ['ʔˌn\u0329', 'tᵊn'],
  ['ʔn\u0329', 'tᵊn'],
  ['a^ɪ', 'I'],
  ['a^ʊ', 'W'],
  ['d^ʒ', 'ʤ'],
  ['e^ɪ', 'A'],
  ['t^ʃ', 'ʧ'],
  ['ɔ^ɪ', 'Y'],
  ['ə^l', 'ᵊl'],
  ['ʔn', 'tᵊn'],
  ['ʲo', 'jo'],
  ['ʲə', 'jə'],
  ['e', 'A'],
  ['r', 'ɹ'],
  ['x', 'k'],
  ['ç', 'k'],
  ['ɐ', 'ə'],
  ['ɚ', 'əɹ'],
  ['ɬ', 'l'],
  ['ʔ', 't'],
  ['ʲ', ''],
  ['\u0303', ''],
];
const AMERICAN: typeof ENGLISH = [
  ['o^ʊ', 'O'],
  ['ɜːɹ', 'ɜɹ'],
  ['ɜː', 'ɜɹ'],
  ['ɪə', 'iə'],
  ['ː', ''],
];
const BRITISH: typeof ENGLISH = [
  ['e^ə', 'ɛː'],
  ['iə', 'ɪə'],
  ['ə^ʊ', 'Q'],
];
const OTHERS: typeof ENGLISH = [
  ['a^ɪ', 'I'],
  ['a^ʊ', 'W'],
  ['d^z', 'ʣ'],
  ['d^ʒ', 'ʤ'],
  ['e^ɪ', 'A'],
  ['o^ʊ', 'O'],
  ['ə^ʊ', 'Q'],
  ['t^s', 'ʦ'],
  ['t^ʃ', 'ʧ'],
  ['ɔ^ɪ', 'Y'],
];

/**
 * Writes a text in the sounds that Kokoro learnt: those of eSpeak NG, with one letter for each diphthong and affricate.
 * A word with a pronunciation of its own keeps that.
 *
 * Source of the letters: https://github.com/hexgrad/misaki/blob/main/EN_PHONES.md, and `espeak.py` there.
 */
export function kokoroPhonemes(
  program: EspeakProgram,
  params: Pick<SynthesizeParams, 'text' | 'words'>,
  { identifier }: Pick<EspeakVoice, 'identifier'>,
  language: string,
): string {
  const written = writeEspeakText(params, []);
  program.set({ identifier, rate: 1, pitch: 1 });
  const letters = [...written.text];
  const spoken = soundsByWord(program.speak(written.text).events).map(({ from, sounds }, index, all) => {
    const gap = letters.slice(from, all[index + 1]?.from ?? letters.length).join('');
    const marks = gap.match(MARKS)?.join('') ?? '';
    const ipa = ownSounds(written, params.words, from, all[index + 1]?.from);
    return toKokoro(ipa ?? sounds, language) + marks;
  });
  return spoken.join(' ').trim();
}

/** Cuts phonemes that are too long for one text at pauses, or else between words. */
export function splitPhonemes(phonemes: string, most = MOST_TOKENS): string[] {
  const parts: string[] = [];
  let rest = phonemes;
  while (rest.length > most) {
    const head = rest.slice(0, most);
    const pause = Math.max(...[...head.matchAll(/[;:,.!?—…] /gu)].map(({ index }) => index + 1), 0);
    const cut = pause || head.lastIndexOf(' ') || most;
    parts.push(rest.slice(0, cut > 0 ? cut : most).trim());
    rest = rest.slice(cut > 0 ? cut : most).trim();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** Sounds of one word as Kokoro's letters. @param sounds - IPA, one item for each sound. */
export function toKokoro(sounds: readonly string[], language: string): string {
  const tied = sounds.map(withTies).join('');
  const tables = language.startsWith('en') ? [ENGLISH, language === 'en-GB' ? BRITISH : AMERICAN] : [OTHERS];
  let result = tied;
  for (const [index, table] of tables.entries()) {
    for (const [from, to] of table) result = result.replaceAll(from, to);
    if (index === 0) result = result.replace(/(\S)\u0329/gu, 'ᵊ$1').replaceAll('\u0329', '');
  }
  return result.replaceAll(TIE, '').replaceAll('-', '');
}

/** Two letters of one sound, tied as eSpeak NG ties them when it is asked to. */
function withTies(sound: string): string {
  return sound.replace(/(?<=[\p{Ll}])(?=[\p{Ll}])/gu, TIE);
}

interface SpokenWord {
  /** Code points of the text before it. */
  readonly from: number;
  readonly sounds: string[];
}

function soundsByWord(events: readonly EspeakEvent[]): SpokenWord[] {
  const words: SpokenWord[] = [];
  for (const { type, text_position, id } of events) {
    if (type === 'word') words.push({ from: text_position - 1, sounds: [] });
    const isSound = type === 'phoneme' && typeof id === 'string' && id !== '' && !id.startsWith('(');
    if (isSound) words.at(-1)?.sounds.push(id);
  }
  return words.filter(({ sounds }) => sounds.length > 0);
}

/** The pronunciations that the caller gave, where every word in the range has one. */
function ownSounds(
  { words }: EspeakText,
  given: SynthesizeParams['words'],
  from: number,
  to = Number.POSITIVE_INFINITY,
): string[] | undefined {
  const own = words.filter((word) => word.from >= from && word.from < to).map(({ word }) => given[word]?.ipa);
  if (own.length === 0 || own.some((ipa) => ipa === undefined)) return undefined;
  return [own.join(' ').replaceAll(/[/[\].]/g, '')];
}
