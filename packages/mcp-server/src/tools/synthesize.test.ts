import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { synthesize } from './synthesize.ts';

const bench = await workbench();

describe('synthesize', () => {
  it('writes a file whose audio lasts as long as it says, named after the text', async () => {
    const { facts, files } = await bench.run(synthesize, { text: 'Good morning, everyone. The weather is nice.' });

    const path = join(bench.output, 'good-morning-everyone-the-weather-is.mp3');
    expect(facts).toMatchObject({ path, voice: 'slt', language: 'en' });
    const measured = await measureFile(path);
    expect(measured).toBeGreaterThan(1.5);
    // MP3 comes in whole frames, with some silence of the encoder's own.
    expect(facts).toHaveProperty(
      'duration',
      expect.toSatisfy((seconds: number) => Math.abs(seconds - measured) < 0.15),
    );
    expect(files?.[0]?.bytes).toBe((await stat(path)).size);
  });

  it('tells when each word is said, in order', async () => {
    const { facts } = await bench.run(synthesize, { text: 'One two three.', words: true });

    expect(facts).toHaveProperty('words', [
      { word: 'One', start: expect.any(Number), end: expect.any(Number) },
      { word: 'two', start: expect.any(Number), end: expect.any(Number) },
      { word: 'three', start: expect.any(Number), end: expect.any(Number) },
    ]);
  });

  it('takes the format from the file name, and the extension from the format', async () => {
    const byName = await bench.run(synthesize, { text: 'Hello.', filename: 'clips/hello.wav' });
    const byFormat = await bench.run(synthesize, { text: 'Hello.', filename: 'clips/hello.wav', format: 'flac' });

    expect(byName.facts).toMatchObject({ path: join(bench.output, 'clips', 'hello.wav') });
    expect(byFormat.facts).toMatchObject({ path: join(bench.output, 'clips', 'hello.flac') });
    expect((await readFile(join(bench.output, 'clips', 'hello.wav'))).subarray(0, 4).toString()).toBe('RIFF');
    expect((await readFile(join(bench.output, 'clips', 'hello.flac'))).subarray(0, 4).toString()).toBe('fLaC');
  });

  it('never writes over a file', async () => {
    const input = { text: 'Again.', filename: 'again', format: 'wav' };
    const paths = await Promise.all([1, 2, 3].map(() => bench.run(synthesize, input)));

    const names = paths.map(({ files }) => files?.[0]?.name).sort();
    expect(names).toEqual(['again-2.wav', 'again-3.wav', 'again.wav']);
    expect((await readdir(bench.output)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('gives the audio itself only when asked for, beside the link', async () => {
    const silent = await bench.content(synthesize, { text: 'Hi.' });
    const audible = await bench.content(synthesize, { text: 'Hi.', inline: true });

    expect(silent.content.map(({ type }) => type)).toEqual(['text', 'resource_link']);
    expect(audible.content.map(({ type }) => type)).toEqual(['text', 'resource_link', 'audio']);
  });

  it('names the nearest voices when there is none of that name, and writes nothing', async () => {
    await mkdir(bench.output, { recursive: true });
    const before = await readdir(bench.output);

    await expect(bench.run(synthesize, { text: 'Hello.', voice: 'bella' })).rejects.toMatchObject({
      code: 'not_found',
      hint: expect.stringContaining('af_bella'),
    });
    expect(await readdir(bench.output)).toEqual(before);
  });

  it('refuses an argument that there is not', async () => {
    await expect(bench.run(synthesize, { text: 'Hello.', spede: 2 })).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('spede'),
    });
  });

  it('stops when the call is taken back, and leaves no file', async () => {
    const stop = new AbortController();
    const text = 'This is one of many sentences. '.repeat(400);
    const call = bench.run(synthesize, { text, filename: 'taken-back' }, { signal: stop.signal });
    setImmediate(() => stop.abort(new Error('taken back')));

    await expect(call).rejects.toThrow('taken back');
    expect((await readdir(bench.output)).filter((name) => name.startsWith('taken-back'))).toEqual([]);
  });
});
