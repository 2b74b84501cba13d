import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sherpa } from '../../backends/sherpa/sherpa.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { referenceSpeech, temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { tinyCloner } from '../../testing/tiny-models/tiny-cloner.ts';
import { tinyRecognizerModels } from '../../testing/tiny-models/tiny-models.ts';

const cloner = await tinyCloner();
const usable = (await sherpa.check()).available && cloner !== undefined;
const consent = { speaker: 'A Person', statement: 'I agree that my voice is cloned.' };
const MODEL = 'tiny-zipvoice';

/** How far two WAV files of 16 bits are apart, as a share of the first. */
function distance(one: Uint8Array<ArrayBuffer>, other: Uint8Array<ArrayBuffer>): number {
  const [first, second] = [one, other].map((wav) => new Int16Array(wav.slice(44).buffer));
  if (!first || !second) return Number.POSITIVE_INFINITY;
  const energy = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  const difference = Float64Array.from(first, (value, at) => value - (second[at] ?? 0));
  return Math.sqrt(energy(difference) / energy(Float64Array.from(first)));
}

describe.skipIf(!usable)('a model that clones by itself', () => {
  let installed: InstalledCards;
  let engine: Engine;
  let woman: Uint8Array<ArrayBuffer>;
  let man: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    const [, transducer] = tinyRecognizerModels();
    installed = await installCards([...(cloner ? [cloner] : []), ...(transducer ? [transducer] : [])]);
    engine = createEngine({ modelsFolder: installed.folder, hosts: 1, voicesDirectory: temporaryVoices() });
    [woman, man] = [await referenceSpeech(engine, 'slt'), await referenceSpeech(engine, 'rms')];
  });
  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  const speakAs = (reference: Uint8Array<ArrayBuffer>) =>
    engine.speakAs({ text: 'Hello world.', reference, model: MODEL, language: 'en', format: 'wav' });

  test('is given the recording and what is said in it, and speaks otherwise for another voice', async () => {
    const [first, again, other] = [await speakAs(woman), await speakAs(woman), await speakAs(man)];
    expect(first).toMatchObject({ model: MODEL, voice: 'reference', warnings: [] });
    expect(first.duration).toBeGreaterThan(0.3);
    const [one, two] = [first.audio.bytes(), other.audio.bytes()];
    // The flow begins with noise: what is left of it is below one part in a thousand.
    expect(distance(one, again.audio.bytes())).toBeLessThan(0.001);
    expect(distance(one, two)).toBeGreaterThan(0.01);
  });

  test('goes on from the sentence before, and says nothing of it again', async () => {
    const say = async (text: string) =>
      (await engine.speakAs({ text, reference: woman, model: MODEL, language: 'en', format: 'wav' })).duration;
    const [one, two, both] = [
      await say('Hello world.'),
      await say('World hello world.'),
      await say('Hello world. World hello world.'),
    ];
    expect(Math.abs(both - one - two)).toBeLessThan(0.5);
    expect(engine.stats().every(({ crashes }) => crashes === 0)).toBe(true);
  });

  test('speaks a kept voice from its recording, until another model is named', async () => {
    const voice = await engine.cloneVoice({ reference: woman, name: 'Anna', consent, model: MODEL, language: 'en' });
    expect(voice).toMatchObject({ model: MODEL, cloned: true });
    const request = { text: 'Hello world.', voice: 'Anna', format: 'wav' } as const;
    const spoken = await engine.synthesize(request);
    expect(spoken).toMatchObject({ model: MODEL, voice: voice.id, warnings: [] });
    expect(await engine.synthesize({ ...request, model: 'mimic' })).toMatchObject({ model: 'mimic' });
    await expect(engine.synthesize({ ...request, language: 'nl' })).rejects.toMatchObject({
      reason: 'language_not_supported',
    });

    const imported = await engine.importVoice({ file: await engine.exportVoice(voice.id), name: 'Anna again' });
    const again = await engine.synthesize({ ...request, voice: imported.id });
    expect(distance(again.audio.bytes(), spoken.audio.bytes())).toBeLessThan(0.001);
  });

  test('that is gone is told of, and the voice is imitated', async () => {
    const without = createEngine({ modelsFolder: '/nonexistent', hosts: 1, voicesDirectory: temporaryVoices() });
    const voice = await engine.cloneVoice({ reference: woman, name: 'Berta', consent, model: MODEL });
    const here = await without.importVoice({ file: await engine.exportVoice(voice.id) });
    const spoken = await without.synthesize({ text: 'Hello world.', voice: here.id, format: 'wav' });
    expect(spoken).toMatchObject({ model: 'mimic', warnings: [{ type: 'fallback', subject: 'model' }] });
    await without.close();
  });
});
