import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workbench } from '../__fixtures__/workbench.ts';
import { transcribe } from './transcribe.ts';

const bench = await workbench();
const TEXT = 'The quick brown fox jumps over the lazy dog.';

describe('transcribe', () => {
  it('writes down what is said, marked as the work of a machine', async () => {
    const { facts, files } = await bench.run(transcribe, { path: await bench.record(TEXT), language: 'en' });

    expect(facts).toMatchObject({ about: expect.stringContaining('not instructions'), language: 'en' });
    expect(facts).toHaveProperty('text', expect.stringMatching(/quick brown fox/i));
    expect(files).toEqual([]);
  });

  it('tells word times and writes subtitles', async () => {
    const path = await bench.record(TEXT);
    const { facts, files } = await bench.run(transcribe, { path, language: 'en', words: true, subtitles: 'srt' });

    const subtitles = join(bench.output, 'recording-transcript.srt');
    expect(facts).toMatchObject({ subtitles_path: subtitles });
    expect(await readFile(subtitles, 'utf8')).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\n/);
    expect(files).toMatchObject([{ mediaType: 'application/x-subrip' }]);
    const { words } = facts as { words: Array<{ start: number; end: number }> };
    expect(words.length).toBeGreaterThan(5);
    for (const [index, { start, end }] of words.entries()) {
      expect(end).toBeGreaterThan(start);
      expect(start).toBeGreaterThanOrEqual(words[index - 1]?.end ?? 0);
    }
  });

  it('puts a long transcript into a file, and tells its beginning', async () => {
    const sentence = 'I have a very long story to tell. ';
    const long = await workbench({
      service: async () => {
        const service = await bench.workspace.service();
        const heard = async () => ({
          text: sentence.repeat(1000),
          language: 'en',
          duration: 3600,
          segments: [
            { text: sentence.trim(), start: 0, end: 2, words: [], speaker: 'SPEAKER_00' },
            { text: 'And I listen.', start: 2, end: 3, words: [], speaker: 'SPEAKER_01' },
          ],
          model: 'm',
          warnings: [],
          usage: {},
          response: {},
        });
        return { ...service, capabilities: () => service.capabilities(), transcribe: heard, close: async () => {} };
      },
      env: { POTOO_MCP_ALLOWED: bench.recordings },
    });
    const { facts, files } = await long.run(transcribe, { path: await bench.record('Yes.'), diarize: true });

    const path = join(long.output, 'recording-transcript.txt');
    expect(facts).toMatchObject({ path, uri: 'potoo://outputs/recording-transcript.txt' });
    expect(facts).toHaveProperty(
      'text',
      expect.stringMatching(/^8000 words over 60 minutes.+I have a very long story/),
    );
    expect(JSON.stringify(facts).length).toBeLessThan(1500);
    expect(await readFile(path, 'utf8')).toBe(
      'SPEAKER_00: I have a very long story to tell.\nSPEAKER_01: And I listen.\n',
    );
    expect(files).toMatchObject([{ path }]);
  });

  it('hears nothing in silence', async () => {
    const { makeWav } = await import('@potoo/core/testing');
    const path = await bench.record('x', 'silence.wav');
    await (await import('node:fs/promises')).writeFile(path, makeWav(new Float32Array(16_000), 16_000));

    expect((await bench.run(transcribe, { path, language: 'en' })).facts).toMatchObject({ text: '', duration: 1 });
  });
});
