import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sharedData, sized, startLanguageServer } from '@potoo/engine/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpServer } from './__fixtures__/http-server.ts';
import { measureFile, pitchOfWav } from './__fixtures__/measure-file.ts';
import { stdioTransport, temporaryHome } from './__fixtures__/spawned-server.ts';
import { testEngine } from './__fixtures__/test-engine.ts';
import { newHost, oldHost, type TestHost } from './__fixtures__/test-host.ts';

// A day's work, by hosts of both lines of the SDK, over both transports, with the engine and real recordings.

const speech = sharedData('speech/jfk.wav');

const PARAGRAPH =
  'The potoo is a bird of the night. By day it sits on a branch and looks like a part of it. ' +
  'At dusk it opens its large yellow eyes and begins to hunt for moths and beetles.';

/** What the language model says, whatever it is asked. */
const GERMAN = 'Der Urutau ist ein Vogel der Nacht.';

const missing = speech === undefined ? ' (skipped: there are no shared recordings here)' : '';

describe.runIf(speech !== undefined)(`a day of work${missing}`, async () => {
  const recording = speech ?? '';
  const language = await startLanguageServer(() => GERMAN);
  const languageModel = { baseUrl: language.baseUrl, model: 'test-model' };
  const allowed = { POTOO_MCP_ALLOWED: dirname(recording) };
  const overHttp = await httpServer({ env: allowed, service: async () => testEngine({ languageModel }) });
  const place = await temporaryHome();
  const env = {
    ...place.env,
    ...allowed,
    POTOO_LLM_BASE_URL: languageModel.baseUrl,
    POTOO_LLM_MODEL: languageModel.model,
  };
  afterAll(async () => {
    await place.remove();
    await language[Symbol.asyncDispose]();
  });

  const hosts: [string, () => Promise<TestHost>][] = [
    ['v1 over stdio', () => oldHost(stdioTransport('v1', env))],
    ['v2 over HTTP', () => newHost(overHttp.transport('v2'), 'auto')],
    // At full size: each line over each transport; stdio.test.ts and http.test.ts do so with less work.
    ['v2 over stdio', () => newHost(stdioTransport('v2', env), 'auto')],
    ['v1 over HTTP', () => oldHost(overHttp.transport('v1'))],
  ];
  describe.each(hosts.slice(0, sized(2, 4)))('of a host of %s', (_, connect) => {
    let host: TestHost;
    beforeAll(async () => {
      host = await connect();
    });
    afterAll(() => host.close());

    /** Facts of a result that has to be one. */
    async function factsOf(tool: string, input: Record<string, unknown>) {
      const { isError, content, structuredContent } = await host.call(tool, input);
      expect(isError, JSON.stringify(content)).not.toBe(true);
      return structuredContent as Record<string, unknown> & { readonly path: string };
    }

    it('speaks a paragraph, and hears it', async () => {
      const spoken = await host.call('synthesize', { text: PARAGRAPH, format: 'flac', words: true });
      const { path, uri, duration, words } = spoken.structuredContent as {
        path: string;
        uri: string;
        duration: number;
        words: object[];
      };
      expect(await measureFile(path)).toBeCloseTo(duration, 1);
      expect(duration).toBeGreaterThan(8);
      expect(words.length).toBeGreaterThan(35);

      const heard = await host.call('transcribe', { uri, language: 'en' });
      const { text } = heard.structuredContent as { text: string };
      const said = new Set(PARAGRAPH.toLowerCase().match(/\w+/g));
      const found = new Set(
        text
          .toLowerCase()
          .match(/\w+/g)
          ?.filter((word) => said.has(word)),
      );
      expect(found.size / said.size).toBeGreaterThan(0.4);
    });

    it('converts a recording, and what was converted can be converted again', async () => {
      const once = await host.call('convert_audio', { path: recording, format: 'opus', speed: 2 });
      const { path, uri } = once.structuredContent as { path: string; uri: string };
      expect(await measureFile(path)).toBeCloseTo((await measureFile(recording)) / 2, 1);
      const again = await host.call('convert_audio', { uri, format: 'wav', sample_rate: 8000 });
      expect(await measureFile((again.structuredContent as { path: string }).path)).toBeCloseTo(
        await measureFile(path),
        1,
      );
    });

    it('cleans and measures a recording', async () => {
      const length = await measureFile(recording);
      for (const [tool, input] of [
        ['enhance_audio', {}],
        ['remove_reverb', { type: 'reverb' }],
      ] as const) {
        const { path } = await factsOf(tool, { path: recording, filename: `${tool}.wav`, ...input });
        expect(await measureFile(path), tool).toBeCloseTo(length, 2);
      }
      expect(await factsOf('analyze_audio', { path: recording })).toMatchObject({
        content: 'speech',
        duration: expect.closeTo(length, 1),
      });
    });

    it('changes the voice of a recording, and how it is said', async () => {
      const length = await measureFile(recording);
      const semitones = async (path: string) =>
        12 * Math.log2((await pitchOfWav(path)) / (await pitchOfWav(recording)));
      // slt speaks half an octave lower than this speaker.
      const asSlt = await factsOf('convert_voice', { path: recording, voice: 'slt', filename: 'slt.wav' });
      expect(await measureFile(asSlt.path)).toBeCloseTo(length, 1);
      expect(await semitones(asSlt.path)).toBeLessThan(-4);
      const happy = await factsOf('transform_speech', { path: recording, emotion: 'happy', filename: 'happy.wav' });
      const sad = await factsOf('transform_speech', { path: recording, emotion: 'sad', filename: 'sad.wav' });
      expect(await semitones(happy.path)).toBeGreaterThan((await semitones(sad.path)) + 1);
      expect(await measureFile(happy.path)).toBeLessThan(await measureFile(sad.path));
    });

    it('says a recording in another language', async () => {
      const facts = await factsOf('translate_speech', { path: recording, language: 'de', filename: 'german.wav' });
      expect(facts).toMatchObject({ translated_text: GERMAN, original_text: expect.stringMatching(/country/i) });
      expect(await measureFile(facts.path)).toBeGreaterThan(1);
    });

    it('holds a conversation, aloud', async () => {
      const facts = await factsOf('converse', { text: 'What is a potoo?', filename: 'reply.wav' });
      expect(await measureFile(facts.path)).toBeGreaterThan(1);
      expect(JSON.stringify(facts)).toContain(GERMAN);
    });

    it('clones a voice with consent, and speaks with it', async () => {
      const consent = {
        speaker: 'John F. Kennedy',
        statement: 'A speech in the public domain, for a test.',
        date: '2026-01-31',
      };
      const made = await factsOf('clone', { path: recording, name: 'kennedy', ...consent });
      expect(made).toMatchObject({ consent });
      const voice = made['voice'] as string;
      const { voices } = (await host.call('list_voices', { search: 'kennedy' })).structuredContent as {
        voices: object[];
      };
      expect(voices).toContainEqual(expect.objectContaining({ id: voice, cloned: true }));
      const spoken = await host.call('synthesize', { text: 'Ask not what your country can do.', voice, format: 'wav' });
      const { path } = spoken.structuredContent as { path: string };
      expect(spoken.structuredContent).toMatchObject({ voice });
      // At the pitch of the speaker, within a tone; slt, who would speak otherwise, is half an octave below him.
      const [recorded, clonedPitch] = await Promise.all([recording, path].map(pitchOfWav));
      expect(Math.abs(Math.log2((clonedPitch ?? 0) / (recorded ?? 0)))).toBeLessThan(1 / 6);
      expect((await host.call('delete_voice', { voice })).structuredContent).toEqual({ deleted: voice });
    });

    it('stops a long call, and nothing of it is left', async () => {
      const stop = new AbortController();
      const filename = `long-${crypto.randomUUID()}.wav`;
      const call = host.call(
        'synthesize',
        { text: `${PARAGRAPH} `.repeat(200), filename },
        { signal: stop.signal, onprogress: () => stop.abort(new Error('taken back')) },
      );
      await expect(call).rejects.toThrow();
      await host.call('synthesize', { text: 'Next.' });
      for (const folder of [join(place.home, 'output'), overHttp.output]) {
        await expect(stat(join(folder, filename))).rejects.toMatchObject({ code: 'ENOENT' });
      }
    });
  });
});
