import { describe, expect, it } from 'vitest';
import { TOOLS } from '../tools/registry.ts';
import { bestFirst } from './completions.ts';
import { PROMPTS } from './prompts.ts';

const names = new Set(TOOLS.map(({ name }) => name));

describe.each(PROMPTS.map((prompt) => [prompt.name, prompt] as const))('%s', (_, prompt) => {
  it('explains what is to be filled in, and uses it', () => {
    const values = Object.fromEntries(prompt.arguments.map(({ name }) => [name, `<${name}>`]));
    for (const { name, description } of prompt.arguments) {
      expect(description).not.toBe('');
      expect(prompt.text(values)).toContain(`<${name}>`);
    }
  });

  it('makes sense with only what is required, and names no tool that there is not', () => {
    const required = prompt.arguments.filter((argument) => argument.required);
    const text = prompt.text(Object.fromEntries(required.map(({ name }) => [name, `<${name}>`])));
    expect(text).not.toContain('undefined');
    for (const [word] of text.matchAll(/\b[a-z]+_[a-z]+\b/g)) expect(names).toContain(word);
  });
});

describe('completions', () => {
  it('put what begins so before what contains it', () => {
    expect(bestFirst(['en', 'de', 'fr-be', 'be', 'BEx'], 'be')).toEqual(['be', 'BEx', 'fr-be']);
    expect(
      bestFirst(
        Array.from({ length: 200 }, (_, index) => `v${index}`),
        'v',
      ),
    ).toHaveLength(100);
  });
});
