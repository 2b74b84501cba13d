import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { run, temporaryFolder } from '../__fixtures__/run.ts';
import { Interrupted } from '../cli-errors.ts';

const terminal = { stdin: true, stdout: true, stderr: true };

describe('potoo say', () => {
  test('writes a whole file whose header states its length', async () => {
    const file = join(temporaryFolder(), 'hi.wav');
    expect(await run(['say', 'one', 'two', '-o', file])).toMatchObject({ code: 0, out: '', err: '' });
    const wav = readFileSync(file);
    expect(wav.length).toBe(44 + 2 * 1600);
    expect(wav.readUInt32LE(40)).toBe(2 * 1600);
  });

  test('streams to a pipe', async () => {
    const { code, stdout, err } = await run(['say', 'one two three']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(stdout.length).toBe(44 + 3 * 1600);
    expect(stdout.subarray(0, 4).toString()).toBe('RIFF');
  });

  test('reads standard input for "-", and when something is piped in and nothing is said', async () => {
    for (const argv of [['say', '-'], ['say']]) {
      expect((await run(argv, { input: 'one two three four' })).stdout.length).toBe(44 + 4 * 1600);
    }
  });

  test('speaks piped text as it arrives', async () => {
    const service = new ToneService();
    const text = Readable.from(
      (async function* () {
        yield Buffer.from('one ');
        while (service.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
        yield Buffer.from('two');
      })(),
    );
    expect((await run(['say', '-'], { stdin: text, service })).stdout.length).toBe(44 + 2 * 1600);
  });

  test('hands every option to the service', async () => {
    const folder = temporaryFolder();
    const lexicon = join(folder, 'lexicon.json');
    writeFileSync(lexicon, '{"potoo":"poh too","nginx":{"ipa":"x"}}');
    const options =
      '--voice alto --model choir --language de --speed 1.5 --bitrate 64 --sample-rate 16000 --loudness -16 --stereo --ssml';
    const { service } = await run([
      'say',
      'hi',
      '-o',
      join(folder, 'a.opus'),
      ...options.split(' '),
      '--lexicon',
      lexicon,
    ]);
    expect(service.requests).toEqual([
      {
        text: 'hi',
        format: 'opus',
        words: false,
        inputType: 'ssml',
        voice: 'alto',
        model: 'choir',
        language: 'de',
        speed: 1.5,
        bitrate: 64,
        sampleRate: 16000,
        channels: 'stereo',
        loudness: -16,
        lexicon: { potoo: 'poh too', nginx: { ipa: 'x' } },
      },
    ]);
  });

  test.each(['[1]', '{"a":1}', '{', '{"a":{"ipa":"x","b":1}}'])('refuses the lexicon %s', async (text) => {
    const lexicon = join(temporaryFolder(), 'lexicon.json');
    writeFileSync(lexicon, text);
    const { code, err } = await run(['say', 'hi', '--lexicon', lexicon]);
    expect(code).toBe(1);
    expect(err).toMatch(/is not a lexicon/);
  });

  test('prints the details as JSON beside the file', async () => {
    const file = join(temporaryFolder(), 'hi.wav');
    const { code, out } = await run(['say', 'one two', '-o', file, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      file,
      format: 'wav',
      duration: 0.2,
      voice: 'hum',
      words: [
        { text: 'one', charStart: 0 },
        { text: 'two', charStart: 4 },
      ],
      warnings: [],
    });
  });

  test('writes subtitles from the same run', async () => {
    const folder = temporaryFolder();
    const [wav, srt, vtt] = ['a.wav', 'a.srt', 'a.vtt'].map((name) => join(folder, name));
    expect((await run(['say', 'one two', '-o', `${wav}`, '--srt', `${srt}`, '--vtt', `${vtt}`])).code).toBe(0);
    expect(readFileSync(`${srt}`, 'utf8')).toMatch(/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\none two\n/);
    expect(readFileSync(`${vtt}`, 'utf8')).toMatch(/^WEBVTT\n\n/);
  });

  test('cuts subtitles as asked', async () => {
    const srt = join(temporaryFolder(), 'a.srt');
    expect((await run(['say', 'one two three', '--srt', srt, '--cue-words', '2'])).code).toBe(0);
    expect(readFileSync(srt, 'utf8').match(/-->/g)).toHaveLength(2);
  });

  test('tells a fallback on standard error, unless it is to be quiet', async () => {
    expect((await run(['say', 'hi', '--model', 'choir'])).err).toBe(
      'potoo: warning: choir is not installed – hum spoke.\n',
    );
    expect((await run(['say', 'hi', '--model', 'choir', '-q'])).err).toBe('');
  });

  test('writes a file that nobody named, without replacing one, when a terminal has no player', async () => {
    const folder = temporaryFolder();
    const before = process.cwd();
    process.chdir(folder);
    try {
      for (let round = 0; round < 2; round += 1) {
        const { code, out, err } = await run(['say', 'hi'], { isTTY: terminal });
        expect({ code, out }).toEqual({ code: 0, out: '' });
        expect(err).toContain('Wrote speech');
      }
    } finally {
      process.chdir(before);
    }
    expect(readdirSync(folder)).toEqual(['speech-2.mp3', 'speech.mp3']);
  });

  test('keeps audio off a terminal', async () => {
    expect(await run(['say', 'hi', '-o', '-'], { isTTY: terminal })).toMatchObject({ code: 2, out: '' });
  });

  test('needs a player for --play, and says which', async () => {
    const { code, err } = await run(['say', 'hi', '--play']);
    expect(code).toBe(1);
    expect(err).toMatch(/no program here that plays wav.*\nhint: Install one of ffplay, mpv/);
  });

  test('leaves the old file and no part when it is stopped, and replaces it when it is not', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.wav');
    writeFileSync(file, 'old');
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Interrupted('SIGINT')), 50);
    const argv = ['say', 'word '.repeat(20), '-o', file, '--srt', join(folder, 'a.srt')];
    expect(
      (await run(argv, { service: new ToneService({ beforeTone: () => delay(20) }), signal: stop.signal })).code,
    ).toBe(130);
    expect(readdirSync(folder)).toEqual(['a.wav']);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect((await run(argv)).code).toBe(0);
    expect(readFileSync(file).length).toBe(44 + 20 * 1600);
  });

  test('leaves nothing when the service refuses', async () => {
    const folder = temporaryFolder();
    expect((await run(['say', 'hi', '-o', join(folder, 'a.wav'), '--voice', 'nobody'])).code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('stops waiting for standard input when it is stopped', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Interrupted('SIGTERM')), 20);
    const silent = new Readable({ read() {} });
    expect((await run(['say', '-'], { stdin: silent, signal: stop.signal })).code).toBe(143);
  });

  test.each([
    ['a folder that is missing', (folder: string) => join(folder, 'no', 'a.wav'), /no such file or folder/],
    ['a folder', (folder: string) => folder, /it is a folder/],
    ['a file as a folder', (folder: string) => join(folder, 'file', 'a.wav'), /not a folder/],
    ['a name that is too long', (folder: string) => join(folder, `${'n'.repeat(300)}.wav`), /name is too long/],
  ])('refuses %s as output before any work', async (_, path, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const { code, err, service } = await run(['say', 'hi', '--format', 'wav', '-o', path(folder)]);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(service.requests).toEqual([]);
  });

  test('writes through a symbolic link and into a device', async () => {
    const folder = temporaryFolder();
    const [target, link] = [join(folder, 'real.wav'), join(folder, 'link.wav')];
    writeFileSync(target, 'old');
    symlinkSync(target, link);
    expect((await run(['say', 'hi', '-o', link])).code).toBe(0);
    expect(readFileSync(target).length).toBe(44 + 1600);
    expect((await run(['say', 'hi', '-o', '/dev/null'])).code).toBe(0);
    expect(existsSync('/dev/null.part')).toBe(false);
  });
});

describe('the text that potoo say speaks', () => {
  const spoken = async (argv: readonly string[], input?: string | Buffer) => {
    const { service, code, err } = await run(['say', ...argv, '--format', 'wav'], input === undefined ? {} : { input });
    return { code, err, ...service.requests[0] };
  };

  test('is the file that is named, if it is there and is a text file', async () => {
    const folder = temporaryFolder();
    const file = (name: string, text: string | Buffer) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    expect(await spoken([file('a.txt', '\ufeffhello')])).toMatchObject({ text: 'hello' });
    expect(await spoken([file('a.md', '# hello')])).toMatchObject({ text: '# hello' });
    expect(await spoken([file('a.ssml', '<speak>a</speak>')])).toMatchObject({ inputType: 'ssml' });
    expect(await spoken([file('utf16.txt', Buffer.from('\ufeffhé', 'utf16le'))])).toMatchObject({ text: 'hé' });
    const other = file('a.log', 'from the log');
    expect(await spoken([other])).toMatchObject({ text: other });
    expect(await spoken(['--file', other])).toMatchObject({ text: 'from the log' });
    expect(await spoken(['--text', join(folder, 'a.txt')])).toMatchObject({ text: join(folder, 'a.txt') });
  });

  test('is the name itself when there is no such file, and that is said', async () => {
    expect(await spoken(['missing.txt'])).toMatchObject({
      text: 'missing.txt',
      err: expect.stringContaining('There is no file missing.txt; its name is spoken.'),
    });
    expect(await spoken(['Read', 'missing.txt'])).toMatchObject({ text: 'Read missing.txt', err: '' });
    expect(await spoken(['--file', 'missing.txt'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('no such file'),
    });
  });

  test('may start with a dash after "--"', async () => {
    const { service } = await run(['say', '--', '-5', 'degrees']);
    expect(service.requests).toMatchObject([{ text: '-5 degrees' }]);
  });

  test('must be text', async () => {
    const file = join(temporaryFolder(), 'a.txt');
    writeFileSync(file, Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    expect(await spoken([file])).toMatchObject({ code: 1, err: expect.stringContaining('is not text in UTF-8') });
    const { code, err } = await run(['say', '-'], { input: Buffer.from([0xff, 0xff, 0x00]) });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('not text in UTF-8') });
  });
});
