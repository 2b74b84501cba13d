import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../engine.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { tinyRecognizerModels, tinyVoiceModels } from '../../testing/tiny-models/tiny-models.ts';
import { HEARD, HEARD_LANGUAGE } from '../../testing/tiny-models/tiny-recognizers.ts';
import { VOICE_LEVELS } from '../../testing/tiny-models/tiny-voices.ts';
import { readWav } from '../flite/read-wav.ts';
import { sherpa } from './sherpa.ts';

// Graphs with the inputs, outputs and metadata of the real ones, and weights that make what they do known: the native
// library loads and runs them as it would the real ones.
const available = (await sherpa.check()).available;
const voices = await tinyVoiceModels();
const families = voices.map(({ card }) => card.id);
const TEXT = 'Hello world, tiny voices speak.';

describe.skipIf(!available)('made-up models', () => {
  let installed: InstalledCards;
  let engine: Engine;

  beforeAll(async () => {
    installed = await installCards([...voices, ...tinyRecognizerModels()]);
    engine = createEngine({ modelsFolder: installed.folder, hosts: 1 });
  });

  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  async function speak(voice: string, speed = 1) {
    const result = await engine.synthesize({ text: TEXT, voice, speed, format: 'wav', words: true });
    return { ...result, ...readWav(result.audio.bytes()) };
  }

  test.each(families)('%s speaks, every word in order inside the audio', async (id) => {
    const { samples, sampleRate, words, warnings, model } = await speak(`${id.slice(5)}_0`);
    expect(model).toBe(id);
    expect(sampleRate).toBe(16_000);
    expect(rms(samples)).toBeGreaterThan(0.02);
    expect(words.map(({ text }) => text.toLowerCase())).toEqual(['hello', 'world', 'tiny', 'voices', 'speak']);
    let at = 0;
    for (const { start, end } of words) {
      expect(start).toBeGreaterThanOrEqual(at);
      expect(end).toBeGreaterThan(start);
      at = start;
    }
    expect(at).toBeLessThan(samples.length / sampleRate);
    // What random weights say is no speech: where the words cannot be found in it they are estimated, and that is told.
    for (const warning of warnings) expect(warning).toMatchObject({ type: 'quality', subject: 'words' });
  });

  test.each(families.filter((id) => id !== 'tiny-matcha'))('%s speaks faster and slower', async (id) => {
    const [slow, fast] = [await speak(`${id.slice(5)}_0`, 0.75), await speak(`${id.slice(5)}_0`, 1.5)];
    expect(slow.duration / fast.duration).toBeGreaterThan(1.5);
  });

  test.skipIf(!families.includes('tiny-kokoro'))('voices that are vectors blend', async () => {
    const [quiet = 0, loud = 0] = VOICE_LEVELS;
    const level = async (voice: string) => rms((await speak(voice)).samples);
    const own = await level('kokoro_0');
    expect((await level('kokoro_1')) / own).toBeCloseTo(loud / quiet, 1);
    expect((await level('kokoro_0+kokoro_1')) / own).toBeCloseTo((quiet + loud) / 2 / quiet, 1);
    expect((await level('kokoro_0(3)+kokoro_1(1)')) / own).toBeCloseTo((3 * quiet + loud) / 4 / quiet, 1);
    expect((await level('kokoro_1(1)')) / own).toBeCloseTo(loud / quiet, 1);
    await expect(speak('kokoro_0+kitten_0')).rejects.toMatchObject({ code: 'bad_request', param: 'voice' });
    await expect(speak('kokoro_0(0)')).rejects.toMatchObject({ code: 'bad_request' });
    // A voice that nobody knows is not left out of a blend.
    await expect(speak('kokoro_0+nobody')).rejects.toMatchObject({ reason: 'voice_not_found' });
    const { warnings } = await speak('kokoro_0+af_bella');
    expect(warnings[0]).toMatchObject({ type: 'fallback', message: expect.stringMatching(/^kokoro is not installed/) });
  });

  test('a recogniser that was named says which languages it understands', async () => {
    const { audio } = await speak('vits_0');
    const request = { audio: audio.bytes(), model: 'tiny-transducer', language: 'de' };
    await expect(engine.transcribe(request)).rejects.toMatchObject({
      reason: 'language_not_supported',
      message: 'The recogniser tiny-transducer does not understand de.',
      hint: expect.stringContaining('It understands en.'),
    });
  });

  test('a whole page of odd text costs no host', async () => {
    const text = 'Hello <b>world</b> \u0000 {x} 🦜🦜 ‮ tiny '.repeat(40);
    const { duration } = await engine.synthesize({ text, voice: 'vits_0' });
    expect(duration).toBeGreaterThan(1);
    expect(engine.stats().every(({ crashes }) => crashes === 0)).toBe(true);
  });

  describe('of recognition', () => {
    const listen = async (model: string, language?: string) => {
      const { audio } = await engine.synthesize({
        text: 'Nobody reads what is said here.',
        voice: 'slt',
        format: 'wav',
      });
      const request = { audio: audio.bytes(), model, words: true, ...(language !== undefined && { language }) };
      return { request, transcript: await engine.transcribe(request) };
    };

    test.each(['tiny-whisper', 'tiny-transducer', 'tiny-streaming'])('%s hears its words', async (model) => {
      const { transcript } = await listen(model);
      expect(transcript.text).toBe(HEARD);
      const words = transcript.segments.flatMap((segment) => segment.words);
      expect(words.map(({ text }) => text)).toEqual(HEARD.split(' '));
      for (const { start, end } of words) expect(end).toBeGreaterThan(start);
    });

    test('a recogniser that tells the language is believed, and told', async () => {
      expect((await listen('tiny-whisper')).transcript.language).toBe(HEARD_LANGUAGE);
      expect((await listen('tiny-whisper', 'en-GB')).transcript.text).toBe(HEARD);
      await expect(listen('tiny-whisper', 'nl')).rejects.toMatchObject({ reason: 'language_not_supported' });
    });

    test('a streaming recogniser tells what it has heard so far', async () => {
      const { request } = await listen('tiny-streaming');
      const partials: string[] = [];
      for await (const event of engine.streamTranscript(request))
        if (event.type === 'partial') partials.push(event.text);
      // A reader that is slower than the recogniser misses some; what it gets is always a beginning of the whole.
      expect(partials.length).toBeGreaterThan(0);
      for (const partial of partials) expect(HEARD.startsWith(partial)).toBe(true);
    });
  });
});

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));
}
