import type { WordTiming } from '@potoo/core';
import { createEngine, type Engine } from '@potoo/engine';
import { espeak } from '../../packages/engine/src/backends/espeak/espeak.ts';
import { ALIGNED_TEXTS } from '../../packages/engine/src/pipeline/align/__fixtures__/aligned-speech.ts';
import { boundaryErrors } from '../../packages/engine/src/testing/word-boundaries.ts';
import type { Bench, Figure } from '../bench.ts';
import { median, percentile } from '../clock.ts';

/** Numbers, abbreviations, punctuation and emoji, which are spoken as other words than they are written. */
const WRITTEN = {
  en: 'On May 3rd Dr. Smith paid $25 for 12 books 🎉; “The Idiot”, for instance, was among them.',
  de: 'Am 3. Mai zahlte Dr. Schmidt 25 € für 12 Bücher 🎉; „Der Idiot“ war z. B. darunter.',
  es: 'El 3 de mayo el Dr. Gómez pagó 25 € por 12 libros 🎉; «El idiota», por ejemplo, era uno.',
  fr: 'Le 3 mai, M. Dupont a payé 25 € pour 12 livres 🎉; « L’Idiot », par exemple, en était.',
};

/** Voices of another sex, accent and pace than the one that reads for alignments. */
const VOICES = {
  en: ['en-us+f3', 'en-gb', 'en-gb-scotland'],
  de: ['de+f3'],
  es: ['es+f3', 'es-419+f3'],
  fr: ['fr+f3', 'fr-be', 'fr-ch'],
};
const SPEEDS = [0.75, 1, 1.3];

/** How far the boundaries of words are found from where the voice itself says that they are. */
export const bench: Bench = {
  id: 'alignment',
  title: 'Forced alignment',
  async skip() {
    return (await espeak.check()).available ? undefined : 'eSpeak NG is not installed';
  },
  async run() {
    await using engine = createEngine({ hosts: 2 });
    const figures: Figure[] = [];
    for (const language of ['en', 'de', 'es', 'fr'] as const) figures.push(...(await measure(engine, language)));
    return figures;
  },
};

/** What is spoken as several words, such as $25, as the one that stands in the text. */
function asWritten(spoken: readonly WordTiming[]): WordTiming[] {
  const words: WordTiming[] = [];
  for (const word of spoken) {
    const last = words.at(-1);
    if (last?.charStart === word.charStart) words[words.length - 1] = { ...last, end: word.end };
    else words.push(word);
  }
  return words;
}

async function measure(engine: Engine, language: keyof typeof VOICES): Promise<Figure[]> {
  const errors: number[] = [];
  const cases = VOICES[language].flatMap((voice) => SPEEDS.map((speed) => ({ voice, speed })));
  for (const { voice, speed } of cases) {
    for (const text of [ALIGNED_TEXTS[language], WRITTEN[language]]) {
      const spoken = await engine.synthesize({ text, language, voice, speed, words: true, format: 'wav' });
      const found = await engine.align({ audio: spoken.audio.bytes(), text, language });
      errors.push(...boundaryErrors(found.words, asWritten(spoken.words)));
    }
  }
  const note = `${cases.length} voices and speeds, ${errors.length} boundaries`;
  const what = `alignment in ${language}: boundaries of words from where the voice says`;
  return [
    { what: `${what}, median`, value: 1000 * median(errors), unit: 'ms', limit: { kind: 'at most', value: 40 }, note },
    {
      what: `${what}, 95th percentile`,
      value: 1000 * percentile(errors, 0.95),
      unit: 'ms',
      limit: { kind: 'at most', value: 120 },
      note,
    },
  ];
}
