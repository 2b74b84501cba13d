import { describe, expect, it } from 'vitest';
import { workbench } from '../__fixtures__/workbench.ts';
import { listModels } from './list-models.ts';

const bench = await workbench();

describe('list_models', () => {
  it('lists what is installed first, and says how to get the rest', async () => {
    const { facts } = await bench.run(listModels, { type: 'tts' });

    expect(facts).toMatchObject({
      models: expect.arrayContaining([expect.objectContaining({ id: 'flite', state: 'installed' })]),
    });
    const models = (facts as { models: Array<{ state: string; install?: string }> }).models;
    const states = models.map(({ state }) => state);
    expect(states).toEqual([...states].sort((a, b) => Number(b === 'installed') - Number(a === 'installed')));
    for (const { state, install } of models) if (state !== 'installed') expect(install).toEqual(expect.any(String));
  });

  it('lists the models of a language', async () => {
    const { facts } = await bench.run(listModels, { language: 'de', type: 'tts' });

    expect(JSON.stringify(facts)).toContain('espeak');
    expect(JSON.stringify(facts)).not.toContain('"flite"');
  });

  it('refuses a type that there is not', async () => {
    await expect(bench.run(listModels, { type: 'speech' })).rejects.toMatchObject({ code: 'bad_request' });
  });
});
