import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../__fixtures__/run.ts';

const speech = async () => (await run(['say', 'one two three'])).stdout;

describe('potoo transcribe', () => {
  test('writes a line for each stretch of speech, from a pipe or a file', async () => {
    const input = await speech();
    const piped = await run(['transcribe', '-'], { input });
    expect(piped).toMatchObject({ code: 0, out: 'beep1\nbeep2\nbeep3\n', err: '' });
    const file = join(temporaryFolder(), 'a.wav');
    writeFileSync(file, input);
    const read = await run(['transcribe', file]);
    expect(read.out).toBe(piped.out);
    expect(read.service.requests[0]).toMatchObject({ audio: { path: file }, fileName: 'a.wav' });
  });

  test('writes word times', async () => {
    const { out } = await run(['transcribe', '-', '--words'], { input: await speech() });
    expect(out.split('\n')[1]).toBe('0.100\t0.200\t0.500\tbeep2');
  });

  test('writes JSON, and words in it when asked', async () => {
    const input = await speech();
    expect(JSON.parse((await run(['transcribe', '-', '--json'], { input })).out).segments[0].words).toEqual([]);
    const { segments } = JSON.parse((await run(['transcribe', '-', '--json', '--words'], { input })).out);
    expect(segments[0].words).toHaveLength(1);
  });

  test.each([
    [[], {}],
    [['--punctuate'], { punctuate: true }],
    [['--no-punctuate'], { punctuate: false }],
  ])('leaves punctuation to the service unless told: %s', async (options, punctuate) => {
    const { service } = await run(['transcribe', '-', ...options], { input: await speech() });
    expect(service.requests.map((request) => ({ punctuate: Reflect.get(request, 'punctuate') }))).toEqual([punctuate]);
  });

  test('takes the form of the file it writes', async () => {
    const folder = temporaryFolder();
    const input = await speech();
    for (const name of ['a.srt', 'a.vtt', 'a.json', 'a.txt']) {
      expect(await run(['transcribe', '-', '-o', join(folder, name)], { input })).toMatchObject({ code: 0, out: '' });
    }
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    expect(read('a.srt')).toMatch(/^1\n00:00:00,000 --> /);
    expect(read('a.vtt')).toMatch(/^WEBVTT\n/);
    expect(JSON.parse(read('a.json'))).toMatchObject({ text: 'beep1 beep2 beep3' });
    expect(read('a.txt')).toBe('beep1\nbeep2\nbeep3\n');
    expect(readdirSync(folder)).toHaveLength(4);
  });

  test('says that nothing was heard', async () => {
    const input = (await speech()).subarray(0, 44);
    const { code, out, err } = await run(['transcribe', '-'], { input });
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'potoo: warning: No speech was heard.\n' });
  });

  test('refuses a terminal, a missing file and a folder before any work', async () => {
    const folder = temporaryFolder();
    const isTTY = { stdin: true, stdout: true, stderr: true };
    expect((await run(['transcribe', '-'], { isTTY })).code).toBe(2);
    for (const path of [join(folder, 'no.wav'), folder]) {
      const { code, err, service } = await run(['transcribe', path]);
      expect({ code, asked: service.requests }).toEqual({ code: 1, asked: [] });
      expect(err).toMatch(/^potoo: Cannot use /);
    }
  });

  test('ends without a word when the reader leaves', async () => {
    const stdout = new PassThrough();
    stdout.once('data', () => stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })));
    const { code, err, service } = await run(['transcribe', '-'], { input: await speech(), stdout });
    expect({ code, err, closed: service.closed }).toEqual({ code: 0, err: '', closed: true });
  });
});
