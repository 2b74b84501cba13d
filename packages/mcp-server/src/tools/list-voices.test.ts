import { describe, expect, it } from 'vitest';
import { workbench } from '../__fixtures__/workbench.ts';
import { listVoices } from './list-voices.ts';

const bench = await workbench();

describe('list_voices', () => {
  it('lists the voices of a language, ready ones first', async () => {
    const { facts } = await bench.run(listVoices, { language: 'en', gender: 'female' });

    expect(facts).toMatchObject({
      voices: expect.arrayContaining([expect.objectContaining({ id: 'slt', state: 'installed' })]),
    });
  });

  it('shows so many and tells how many there are', async () => {
    const { facts } = await bench.run(listVoices, {});

    expect(facts).toHaveProperty('voices.length', 40);
    expect(facts).toHaveProperty(
      'total',
      expect.toSatisfy((total: number) => total > 100),
    );
  });

  it('finds one by a part of its name, or none', async () => {
    const found = await bench.run(listVoices, { search: 'slt' });
    const none = await bench.run(listVoices, { search: 'no such voice' });

    expect(found.facts).toMatchObject({ voices: [{ id: 'slt', gender: 'female' }] });
    expect(none.facts).toEqual({ voices: [], total: 0 });
  });
});
