import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { sherpa } from '../backends/sherpa/sherpa.ts';
import { createEngine, type Engine } from '../engine.ts';
import { type InstalledCards, installCards } from '../models/store/__fixtures__/install-cards.ts';
import { createServer } from '../server/create-server.ts';
import { HEARD_IN_SPANISH } from '../testing/tiny-models/tiny-canary.ts';
import { tinyFamilyModels } from '../testing/tiny-models/tiny-family-models.ts';
import { tinyRecognizerModels } from '../testing/tiny-models/tiny-models.ts';
import { HEARD, TRANSLATED } from '../testing/tiny-models/tiny-recognizers.ts';

// Made-up models with the true inputs: what they write down depends on the task and the languages that they are told.
const { available } = await sherpa.check();

describe.skipIf(!available)('recognisers that translate what they hear', () => {
  let installed: InstalledCards;
  let engine: Engine;
  let audio: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    installed = await installCards([...tinyRecognizerModels(), ...tinyFamilyModels()]);
    engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
    audio = (await engine.synthesize({ text: 'Nobody reads this.', voice: 'slt', format: 'wav' })).audio.bytes();
  });
  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  test.each(['tiny-whisper', 'auto'])('Whisper writes English, asked for as %s', async (model) => {
    const request = { audio, sourceLanguage: 'de', targetLanguage: 'en', model, speak: false };
    const result = await engine.translateSpeech(request);
    expect(result).toMatchObject({ originalText: HEARD, translatedText: TRANSLATED, targetLanguage: 'en' });
    expect(result.warnings).toEqual([]);
    // And then again what is said.
    expect((await engine.transcribe({ audio, model: 'tiny-whisper', language: 'de' })).text).toBe(HEARD);
  });

  test('it is a feature of the engine, and OpenAI’s route serves it', async () => {
    expect((await engine.capabilities()).features).toContain('translateSpeech');
    const server = await createServer(engine).listen({ port: 0 });
    onTestFinished(() => server.close());
    const body = new FormData();
    body.append('file', new Blob([audio]), 'said.wav');
    body.append('model', 'tiny-whisper');
    const response = await fetch(`${server.url}/v1/audio/translations`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ text: TRANSLATED });
  });

  test('Canary writes Spanish of English, which is spoken', async () => {
    const request = { audio, sourceLanguage: 'en', targetLanguage: 'es', model: 'tiny-canary', format: 'wav' } as const;
    const result = await engine.translateSpeech(request);
    expect(result).toMatchObject({ originalText: HEARD, translatedText: HEARD_IN_SPANISH, sourceLanguage: 'en' });
    expect(result.audio.duration).toBeGreaterThan(0.5);
  });

  test('one is refused for languages between which it does not translate', async () => {
    const into = (targetLanguage: string, model: string) =>
      engine.translateSpeech({ audio, sourceLanguage: 'en', targetLanguage, model, speak: false });
    await expect(into('de', 'tiny-whisper')).rejects.toMatchObject({ reason: 'language_not_supported' });
    await expect(into('fr', 'tiny-canary')).rejects.toMatchObject({ reason: 'language_not_supported' });
    await expect(into('fr', 'auto')).rejects.toMatchObject({ reason: 'dependency_missing' });
  });

  test('one that only listens leaves it to another, and tells', async () => {
    const request = { audio, sourceLanguage: 'de', targetLanguage: 'en', model: 'tiny-transducer', speak: false };
    const result = await engine.translateSpeech(request);
    expect(result.translatedText).toBe(TRANSLATED);
    expect(result.warnings).toMatchObject([{ type: 'fallback', subject: 'model' }]);
  });
});
