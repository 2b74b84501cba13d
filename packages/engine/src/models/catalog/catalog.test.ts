import { describe, expect, test } from 'vitest';
import { cardSchema } from './card.ts';
import { CATALOG } from './catalog.ts';

const variants = CATALOG.flatMap((card) => card.variants.map((variant) => ({ card, variant })));
const voices = CATALOG.flatMap((card) => card.voices.map((voice) => ({ card, voice })));

describe.each(CATALOG.map((card) => [card.id, card] as const))('the card of %s', (_, card) => {
  test('is as the schema says', () => {
    expect(cardSchema.parse(card)).toEqual(card);
  });

  test('has the price class of its kind', () => {
    const credits = { free: 1, standard: 2, premium: 4 };
    expect(card.creditsPer1kChars).toBe(card.type === 'tts' ? credits[card.tier] : 0);
  });

  test('has tags that are BCP-47, and voices that speak its languages', () => {
    const tags = [...card.languages, ...card.voices.flatMap(({ languages }) => languages)];
    expect(Intl.getCanonicalLocales(tags)).toEqual([...new Set(tags)]);
    const primary = (tag: string) => tag.split('-', 1)[0];
    const own = new Set(card.languages.map(primary));
    for (const { languages } of [...card.voices, ...card.variants.filter((variant) => variant.languages)]) {
      // A card without languages is not bound to any.
      if (own.size > 0) for (const tag of languages ?? []) expect(own).toContain(primary(tag));
    }
  });

  test('has only voices that one of its variants speaks', () => {
    const ids = card.variants.map(({ id }) => id);
    for (const { variant } of card.voices) if (variant !== undefined) expect(ids).toContain(variant);
  });

  test('names only files that its sources bring', () => {
    for (const variant of card.variants) {
      const brought = variant.sources.flatMap((source) => (source.kind === 'file' ? [source.path] : source.files));
      const { files = {}, ruleFsts = [] } = variant.settings;
      for (const file of [...Object.values(files ?? {}).flat(), ...[ruleFsts].flat()]) {
        const below = brought.some((path) => path === file || path === `${String(file)}/`);
        expect(below, `${variant.id} needs ${String(file)}`).toBe(true);
      }
    }
  });
});

test('every name of a model stands for one', () => {
  const names = [
    ...CATALOG.flatMap(({ id, aliases }) => [id, ...aliases]),
    ...variants.map(({ variant }) => variant.id),
  ].map((name) => name.toLowerCase());
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('every voice has an id of its own', () => {
  const ids = voices.map(({ voice }) => voice.id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('the models and voices of the seeds are there', () => {
  const ids = CATALOG.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(SEEDS.trim().split(/\s+/)));
  const voicesOf = (id: string) => voices.filter(({ card }) => card.id === id);
  expect(voicesOf('kokoro')).toHaveLength(54);
  expect(voicesOf('OuteTTS-1-Pro')).toHaveLength(14);
  expect(voicesOf('piper').length).toBeGreaterThan(150);
});

const SEEDS = `
  kokoro piper vits melotts cosyvoice2 chatterbox tortoise gpt-sovits OuteTTS-1-Pro whisper sensevoice
  openvoice knn-vc demucs spleeter
`;
