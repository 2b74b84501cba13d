import { setTimeout as delay } from 'node:timers/promises';
import { NotFoundError } from '@potoo/core';
import { describe, expect, test } from 'vitest';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { run } from './__fixtures__/run.ts';
import { Interrupted } from './cli-errors.ts';

describe('the command line', () => {
  test('prints its version and its help on standard output', async () => {
    const version = await run(['--version']);
    expect(version).toMatchObject({ code: 0, err: '' });
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const name of ['say', 'transcribe', 'convert', 'voices', 'models', 'serve', 'doctor']) {
      expect(help.out).toContain(`  ${name}`);
    }
  });

  test.each(['say', 'transcribe', 'convert', 'voices', 'models', 'serve', 'doctor'])(
    'gives examples in the help of %s, without making a service',
    async (name) => {
      const createService = () => Promise.reject(new TypeError('not needed'));
      for (const argv of [
        [name, '--help'],
        ['help', name],
      ]) {
        const { code, out } = await run(argv, { createService });
        expect(code).toBe(0);
        expect(out).toMatch(new RegExp(`Examples:\\n {2}\\$ potoo ${name}`));
      }
    },
  );

  test.each([
    [['sey', 'hi'], /unknown command 'sey'\nhint: Did you mean say\?\n/],
    [['say', 'hi', '--vioce', 'slt'], /unknown option '--vioce'\nhint: Did you mean --voice\?\n/],
    [['say', 'hi', '-o', 'x.wav', '--speed', '3'], /must be a number from 0.5 to 2/],
    [['say', 'hi', '-o', 'x.wav', '--speed', ''], /must be a number from 0.5 to 2/],
    [['say', 'hi', '-o', 'x.wav', '--sample-rate', '44100.5'], /whole number/],
    [['say', 'hi', '--format', 'wma'], /Allowed choices are mp3/],
    [['say', 'hi', '-o', 'x.wma'], /extension \.wma names no audio format/],
    [['say', 'hi', '--json'], /--json writes to the standard output/],
    [['say', 'hi', '-o', 'x.wav', '--srt', 'x.wav'], /x\.wav is asked for two outputs/],
    [['say', 'hi', '--file', '--text'], /exclude each other\.\n$/],
    [['say', '   ', '-o', '-'], /text is empty\.\nhint: Say at least one word/],
    [
      ['say', 'hi', '--base-url', 'server'],
      /--base-url <url>' argument 'server' is invalid\. It must be an http or https/,
    ],
    [['help', 'sey'], /unknown command 'sey'\nhint: Did you mean say, keys\? Try `potoo --help`/],
    [['transcribe'], /missing required argument 'FILE'\nhint: Try `potoo transcribe --help`/],
    [['voices', 'rm'], /missing required argument 'VO[A-Z]+'\nhint: Try `potoo voices rm --help`/],
    [['transcribe', 'a', 'b'], /too many arguments/],
    [['transcribe', '-', '--srt', '--json'], /Only one of --srt and --json/],
    [['convert', 'a.wav', 'b.txt'], /extension \.txt names no audio format/],
    [['voices', '--gender', 'robot'], /Allowed choices are female/],
    [['serve', '--port', '70000'], /0 to 65535/],
  ])('answers %j with 2 and says what is wrong', async (argv, message) => {
    const { code, out, err } = await run(argv);
    expect(err).toMatch(message);
    expect(err).toMatch(/^potoo: /);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test('shows its help on standard error when it is given nothing', async () => {
    const { code, out, err } = await run([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: potoo');
  });

  test('tells an error in one line with its hint, and a stack only when debugging', async () => {
    const quiet = await run(['say', 'hi', '--voice', 'nobody']);
    expect(quiet).toMatchObject({ code: 1, out: '', err: 'potoo: There is no voice "nobody".\nhint: Try hum.\n' });
    const loud = await run(['say', 'hi', '--voice', 'nobody'], { env: { POTOO_DEBUG: '1' } });
    expect(loud.err).toContain(`${NotFoundError.name}: There is no voice "nobody".\n    at `);
  });

  test('tells an unforeseen error without a stack', async () => {
    const { code, err } = await run(['voices'], { createService: () => Promise.reject(new TypeError('boom')) });
    expect(code).toBe(1);
    expect(err).toMatch(/^potoo: Something went wrong inside Potoo: boom\nhint: Set POTOO_DEBUG=1/);
  });

  test('passes on the address, the key and strictness', async () => {
    const asked: unknown[] = [];
    const createService = async (options: unknown) => {
      asked.push(options);
      return new ToneService();
    };
    await run(['voices'], { createService });
    await run(['voices'], { createService, env: { POTOO_BASE_URL: 'http://a', POTOO_API_KEY: 'sk' } });
    await run(['voices', '--base-url', 'http://b'], { createService, env: { POTOO_BASE_URL: 'http://a' } });
    await run(['say', 'hi', '--strict'], { createService });
    expect(asked).toMatchObject([
      { baseUrl: undefined, apiKey: undefined, strict: undefined },
      { baseUrl: 'http://a', apiKey: 'sk' },
      { baseUrl: 'http://b', apiKey: undefined },
      { strict: true },
    ]);
  });

  test('answers with 130 and says nothing when it is stopped', async () => {
    const stop = new AbortController();
    const service = new ToneService({ beforeTone: () => delay(20) });
    const running = run(['say', 'word '.repeat(1000)], { signal: stop.signal, service });
    setTimeout(() => stop.abort(new Interrupted('SIGINT')), 50);
    expect(await running).toMatchObject({ code: 130, err: '' });
    expect(service.closed).toBe(true);
  });
});
