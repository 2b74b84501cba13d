import { expect, test } from 'vitest';
import { CATALOG } from './catalog/catalog.ts';
import { takeInventory } from './inventory.ts';
import { listModels, listVoices } from './listings.ts';

const SHELF = { catalog: CATALOG, installations: [] };

test('lists the voices of the seeds, each once', async () => {
  const voices = listVoices(await takeInventory([], SHELF));
  expect(voices.filter(({ model }) => model === 'kokoro')).toHaveLength(54);
  expect(voices.filter(({ model }) => model === 'OuteTTS-1-Pro')).toHaveLength(14);
  expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
});

test('filters narrow: language by tag and below, gender, model, text', async () => {
  const inventory = await takeInventory([], SHELF);
  const ids = (filter: Parameters<typeof listVoices>[1]) => listVoices(inventory, filter).map(({ id }) => id);
  expect(ids({ language: 'en-GB', model: 'kokoro' })).toHaveLength(8);
  expect(ids({ language: 'en', model: 'kokoro' })).toHaveLength(28);
  expect(ids({ language: 'nl' })).toContain('NL-FEMALE-1-NEUTRAL');
  expect(ids({ gender: 'female', language: 'fr', model: 'kokoro' })).toEqual(['ff_siwis']);
  expect(ids({ search: 'bella' })).toEqual(['af_bella', 'bf_isabella']);
  expect(ids({ state: 'installed' })).toEqual([]);
});

test('a model that is not installed says what to do', async () => {
  for (const model of listModels(await takeInventory([], SHELF)))
    expect(model).toMatchObject({ state: 'available', install: expect.any(String) });
});
