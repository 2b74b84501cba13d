import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { sharedData } from '@potoo/engine/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpServer } from './__fixtures__/http-server.ts';
import { measureFile, pitchOfWav } from './__fixtures__/measure-file.ts';
import { stdioTransport, temporaryHome } from './__fixtures__/spawned-server.ts';
import { newHost, oldHost, type TestHost } from './__fixtures__/test-host.ts';

// A day's work, by hosts of both lines of the SDK, over both transports, with the engine and real recordings. What the
// engine of this machine cannot do has to say so; what it can do has to have done it.

const speech = sharedData('speech/jfk.wav');

const PARAGRAPH =
  'The potoo is a bird of the night. By day it sits on a branch and looks like a part of it. ' +
  'At dusk it opens its large yellow eyes and begins to hunt for moths and beetles.';

const missing = speech === undefined ? ' (skipped: there are no shared recordings here)' : '';

describe.runIf(speech !== undefined)(`a day of work${missing}`, async () => {
  const recording = speech ?? '';
  const overHttp = await httpServer({ env: { POTOO_MCP_ALLOWED: dirname(recording) } });
  const place = await temporaryHome();
  const env = { ...place.env, POTOO_MCP_ALLOWED: dirname(recording) };
  afterAll(() => place.remove());

  describe.each([
    ['v1 over stdio', () => oldHost(stdioTransport('v1', env))],
    ['v2 over stdio', () => newHost(stdioTransport('v2', env), 'auto')],
    ['v1 over HTTP', () => oldHost(overHttp.transport('v1'))],
    ['v2 over HTTP', () => newHost(overHttp.transport('v2'), 'auto')],
  ])('of a host of %s', (_, connect) => {
    let host: TestHost;
    beforeAll(async () => {
      host = await connect();
    });
    afterAll(() => host.close());

    /** Facts of a result, or `undefined` when the engine says that it lacks the feature. */
    async function attempt(tool: string, input: Record<string, unknown>) {
      const { isError, content, structuredContent } = await host.call(tool, input);
      if (!isError) return structuredContent;
      expect(textOf(content)).toMatch(/\[unsupported\/feature_not_supported\]$|\[bad_request\/model_not_installed\]$/);
      return undefined;
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

    it('cleans, measures and changes a recording, as far as the engine can', async () => {
      const length = await measureFile(recording);
      for (const [tool, input] of [
        ['enhance_audio', {}],
        ['remove_reverb', { type: 'reverb' }],
        ['transform_speech', { emotion: 'happy' }],
        ['convert_voice', { voice: 'slt' }],
      ] as const) {
        const facts = await attempt(tool, { path: recording, filename: `${tool}.wav`, ...input });
        if (facts) expect(await measureFile(facts['path'] as string), tool).toBeCloseTo(length, 0);
      }
      const measured = await attempt('analyze_audio', { path: recording });
      if (measured) expect(measured).toMatchObject({ content: 'speech', duration: expect.closeTo(length, 1) });
    });

    it('clones a voice with consent, and speaks with it', async () => {
      const consent = {
        speaker: 'John F. Kennedy',
        statement: 'A speech in the public domain, for a test.',
        date: '2026-01-31',
      };
      const made = await attempt('clone', { path: recording, name: 'kennedy', ...consent });
      expect(made).toMatchObject({ consent });
      const voice = made?.['voice'] as string;
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

function textOf(content: CallToolResult['content']): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}
