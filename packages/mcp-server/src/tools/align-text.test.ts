import { describe, expect, it } from 'vitest';
import { workbench } from '../__fixtures__/workbench.ts';
import { alignText } from './align-text.ts';
import { synthesize } from './synthesize.ts';

const bench = await workbench();
const TEXT = 'The quick brown fox jumps over the lazy dog, and then it runs away.';

describe('align_text', () => {
  it('finds the words of a text where the voice said them', async () => {
    const spoken = await bench.run(synthesize, { text: TEXT, format: 'wav', words: true });
    const { facts } = await bench.run(alignText, { uri: spoken.files?.[0]?.uri, text: TEXT, language: 'en' });

    const said = (spoken.facts as { words: Array<{ word: string; start: number }> }).words;
    const found = (facts as { words: Array<{ word: string; start: number }> }).words;
    expect(found.map(({ word }) => word.replaceAll(/\W/g, ''))).toEqual(
      said.map(({ word }) => word.replaceAll(/\W/g, '')),
    );
    const errors = found.map(({ start }, index) => Math.abs(start - (said[index]?.start ?? 0))).sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(0.05);
    expect(facts).toHaveProperty(
      'confidence',
      expect.toSatisfy((sure: number) => sure >= 0.5),
    );
  });

  it('warns when the text is not what is said', async () => {
    const path = await bench.record('Good morning, everybody, and welcome to our little show.');
    const { facts } = await bench.run(alignText, {
      path,
      text: 'Completely different poetry about mountains',
      language: 'en',
    });

    expect(facts).toMatchObject({ warnings: [expect.stringContaining('guesses')] });
  });
});
