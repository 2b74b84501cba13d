import { expect, it } from 'vitest';
import { createLanguageModels } from '../language/create-language-models.ts';
import { resolveLanguageModelOptions } from '../language/language-options.ts';
import { startLanguageServer } from '../testing/language-server.ts';
import { languageModelTranslator } from './language-model-translator.ts';
import { PassageTranslation } from './passage-translation.ts';

it('translates a long text passage by passage, each with what came before, and in order', async () => {
  await using server = await startLanguageServer(async ({ request }) => {
    const { text } = JSON.parse(request.messages[1]?.content ?? '{}');
    // The first passages take longest.
    if (server.calls.length === 1) await new Promise((resolve) => setTimeout(resolve, 50));
    return `Part of ${text.length}.`;
  });
  const options = resolveLanguageModelOptions({ baseUrl: server.baseUrl, model: 'm' }, {});
  const translator = languageModelTranslator(createLanguageModels(options));
  const segments = Array.from({ length: 120 }, (_, index) => `this is what was said in segment ${index}`);
  const fractions: number[] = [];
  const call = {
    signal: new AbortController().signal,
    onProgress: ({ fraction }: { fraction: number }) => fractions.push(fraction),
  };
  const translation = new PassageTranslation(segments, translator, { from: 'en', to: 'de', model: 'auto' }, call);
  const spoken = (await Array.fromAsync(translation.pieces())).join('');

  const jobs = server.calls.map(({ request }) => JSON.parse(request.messages[1]?.content ?? '{}'));
  expect(jobs.length).toBeGreaterThan(2);
  expect(jobs.map(({ text }) => text).join(' ')).toBe(segments.join(' '));
  expect(jobs.every(({ text }) => text.length <= 1_500)).toBe(true);
  expect(jobs[0].preceding).toBeUndefined();
  for (const [index, { preceding }] of jobs.slice(1).entries()) expect(jobs[index].text.endsWith(preceding)).toBe(true);
  expect(translation.text).toBe(jobs.map(({ text }) => `Part of ${text.length}.`).join(' '));
  expect(spoken.trim()).toBe(translation.text);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
});
