import { expect, test } from 'vitest';
import { BACKENDS } from '../backends/registry.ts';
import { CATALOG } from './catalog/catalog.ts';
import { takeInventory } from './inventory.ts';
import { likelyVoice } from './likely-voice.ts';

const backends = BACKENDS.filter(({ id }) => id === 'flite' || id === 'espeak').map((backend) => ({
  ...backend,
  check: async () => ({ available: true }) as const,
}));
const inventory = await takeInventory(backends, { catalog: CATALOG, installations: [] });

test.for([
  ['the first voice where nothing is asked for', {}, 'flite slt'],
  ['a voice by its name', { voice: 'rms' }, 'flite rms'],
  ['a voice of the language that is stated', { language: 'de_DE' }, 'espeak de'],
  ['a voice of the model that is named', { model: 'espeak' }, 'espeak en-us'],
] as const)('guesses %s', async ([, request, expected]) => {
  const likely = await likelyVoice(inventory, request);
  expect(`${likely?.backend.id} ${likely?.voice.id}`).toBe(expected);
});

test.for([
  ['a voice that nobody knows', { voice: 'nobody' }],
  ['a voice that is not installed', { voice: 'af_bella' }],
  ['a language that is none', { language: '???' }],
])('guesses nothing for %s', async ([, request]) => {
  expect(await likelyVoice(inventory, request as { voice?: string })).toBeUndefined();
});
