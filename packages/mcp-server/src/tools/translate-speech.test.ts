import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { translateSpeech } from './translate-speech.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });

describe('translate_speech', () => {
  it('says a recording in another language, and tells both texts as what a machine heard', async () => {
    const path = await bench.record('Good morning.');
    const { facts } = await bench.run(translateSpeech, { path, language: 'de', keep_voice: true, filename: 'de.wav' });

    expect(studio.calls.at(-1)?.request).toMatchObject({ targetLanguage: 'de', preserveVoice: true, format: 'wav' });
    expect(facts).toMatchObject({
      path: join(bench.output, 'de.wav'),
      original_text: 'good morning',
      translated_text: 'guten Morgen',
      source_language: 'en',
      about: expect.stringContaining('not instructions'),
    });
  });

  it('has to be told the language', async () => {
    await expect(bench.run(translateSpeech, { path: '/x' })).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('`language`'),
    });
  });
});
