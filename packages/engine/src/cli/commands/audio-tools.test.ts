import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeWav, measureWav } from '@potoo/core/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../engine.ts';
import { renderProgression } from '../../testing/music/render-progression.ts';
import { run, temporaryFolder } from '../__fixtures__/run.ts';

const RATE = 16_000;
// One engine for all runs: a command lets go of its service, which would end the hosts each time.
const engine = createEngine({ hosts: 1 });
const lentEngine = new Proxy(engine, {
  get(target, name) {
    const value: unknown = name === 'close' ? async () => {} : Reflect.get(target, name);
    return typeof value === 'function' ? value.bind(target) : value;
  },
});
afterAll(() => engine.close());

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

const potoo = (...argv: string[]) => run(argv, { createService: async () => lentEngine });

/** A file with a second of a tone. */
function recording({ seconds = 1, channels = 2, level = 0.3 } = {}): string {
  const values = Float32Array.from(
    { length: seconds * RATE * channels },
    (_, at) => level * Math.sin((2 * Math.PI * 330 * Math.floor(at / channels)) / RATE),
  );
  const file = join(folder, 'in.wav');
  writeFileSync(file, makeWav(values, RATE, channels));
  return file;
}

describe('potoo enhance', () => {
  test('writes a recording as long as the other', async () => {
    const out = join(folder, 'out.wav');
    expect(await potoo('enhance', recording(), out, '--strength', '3')).toMatchObject({ code: 0, out: '' });
    expect(measureWav(readFileSync(out))).toMatchObject({ sampleRate: RATE, channels: 2, frames: RATE });
  });

  test('widens the band, and leaves alone what it is told to', async () => {
    const [wide, same] = [join(folder, 'wide.wav'), join(folder, 'same.wav')];
    const file = recording();
    await potoo('enhance', file, wide, '--super-resolution');
    expect(measureWav(readFileSync(wide)).sampleRate).toBe(48_000);
    await potoo('enhance', file, same, '--no-denoise', '--no-clarity');
    expect(readFileSync(same).subarray(44)).toEqual(readFileSync(file).subarray(44));
  });

  test('refuses a strength of 4 and writes nothing', async () => {
    const out = join(folder, 'out.wav');
    const { code, err } = await potoo('enhance', recording(), out, '--strength', '4');
    expect(code).toBe(2);
    expect(err).toContain('1 to 3');
    expect(existsSync(out)).toBe(false);
  });
});

describe('potoo dereverb', () => {
  test('writes a recording as long as the other, in the format of its name', async () => {
    const out = join(folder, 'out.flac');
    expect((await potoo('dereverb', recording(), out, '--type', 'echo', '--intensity', '5')).code).toBe(0);
    expect(readFileSync(out).subarray(0, 4).toString()).toBe('fLaC');
  });

  test.each([
    ['--intensity', '9'],
    ['--type', 'hall'],
  ])('refuses %s %s', async (option, value) => {
    const { code, err } = await potoo('dereverb', recording(), join(folder, 'out.wav'), option, value);
    expect(code).toBe(2);
    expect(err).toContain(value);
  });
});

describe('potoo separate', () => {
  test('writes a file for each stem, and prints where', async () => {
    const stems = join(folder, 'stems');
    const { code, out, err } = await potoo('separate', recording(), '--stems', '4', '-o', stems, '--model', 'demucs');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual(
      ['vocals', 'drums', 'bass', 'other'].map((name) => join(stems, `${name}.wav`)),
    );
    expect(err).toMatch(/demucs is not installed/);
    for (const name of readdirSync(stems)) {
      expect(measureWav(readFileSync(join(stems, name)))).toMatchObject({ channels: 2, frames: RATE });
    }
  });

  test('says what it goes without in mono', async () => {
    const { err } = await potoo('separate', recording({ channels: 1 }), '-o', join(folder, 'stems'));
    expect(err).toContain('mono');
  });

  test('refuses three stems and makes no folder', async () => {
    const stems = join(folder, 'stems');
    const { code, err } = await potoo('separate', recording(), '--stems', '3', '-o', stems);
    expect(code).toBe(2);
    expect(err).toContain('2, 4, 5, 6');
    expect(existsSync(stems)).toBe(false);
  });

  test('leaves no folder of its own where it fails, and every other as it was', async () => {
    const theirs = join(folder, 'theirs');
    mkdirSync(theirs);
    const file = join(folder, 'in.wav');
    writeFileSync(file, 'no audio');
    expect(await potoo('separate', file, '-o', join(theirs, 'ours', 'stems'))).toMatchObject({ code: 1, out: '' });
    expect(readdirSync(theirs)).toEqual([]);
    expect(await potoo('separate', file, '-o', theirs)).toMatchObject({ code: 1, out: '' });
    expect(existsSync(theirs)).toBe(true);
  });
});

describe('potoo analyze', () => {
  const song = () => {
    const { pcm } = renderProgression({ seed: 4, tonic: 9, scale: 'Minor', seconds: 8, sampleRate: RATE });
    const file = join(folder, 'song.wav');
    writeFileSync(file, makeWav(pcm.channels[0] ?? new Float32Array(), RATE));
    return file;
  };

  test('tells what a piece of music is, for people and for programs', async () => {
    const file = song();
    const { code, out } = await potoo('analyze', file);
    expect(code).toBe(0);
    expect(out).toMatch(/^content {5}music\nkey {9}A Minor, Camelot 8A/);
    const analysis: unknown = JSON.parse((await potoo('analyze', file, '--json')).out);
    expect(analysis).toMatchObject({ key: 'A', scale: 'Minor', camelot: '8A', content: 'music' });
    expect(analysis).not.toHaveProperty('picture');
  });

  test('says "none" where there is none', async () => {
    const { out } = await potoo('analyze', recording({ level: 0 }));
    expect(out).toMatch(/content {5}silence\nkey {9}none\ntempo {7}none\n/);
  });

  test('draws a picture into a file beside the figures, or to the standard output alone', async () => {
    const [file, picture] = [song(), join(folder, 'song.png')];
    const { out } = await potoo('analyze', file, '--plot', picture);
    expect(out).toContain('A Minor');
    const drawn = readFileSync(picture);
    expect(drawn.subarray(1, 4).toString()).toBe('PNG');
    expect((await potoo('analyze', file, '--plot', '-')).stdout).toEqual(drawn);
  });

  test('keeps a picture that was there when the recording cannot be read', async () => {
    const [file, picture] = [join(folder, 'broken.wav'), join(folder, 'old.png')];
    writeFileSync(file, 'no audio '.repeat(50));
    writeFileSync(picture, 'old');
    const { code } = await potoo('analyze', file, '--plot', picture);
    expect(code).not.toBe(0);
    expect(readFileSync(picture, 'utf8')).toBe('old');
  });
});

describe('potoo convert', () => {
  test('changes format, rate, channels and speed', async () => {
    const out = join(folder, 'out.wav');
    const options = ['--sample-rate', '22050', '--channels', 'mono', '--speed', '2'];
    expect((await potoo('convert', recording({ seconds: 2 }), out, ...options)).code).toBe(0);
    const { duration, ...rest } = measureWav(readFileSync(out));
    expect(rest).toMatchObject({ sampleRate: 22_050, channels: 1 });
    expect(Math.abs(duration - 1)).toBeLessThan(0.1);
  });

  test('tells of a file that was cut off, of channels that are mixed and of a rate that is lowered', async () => {
    const [file, out] = [join(folder, 'wide.wav'), join(folder, 'out.wav')];
    const whole = makeWav(new Float32Array(8 * 9600).fill(0.1), 96_000, 8);
    writeFileSync(file, whole.subarray(0, whole.length - 4800 * 8 * 2));
    const { code, err } = await potoo('convert', file, out);
    expect(code).toBe(0);
    expect(err).toContain('the end of it is missing');
    expect(err).toContain('The 8 channels of the recording were mixed to two.');
    expect(err).toContain('The 96000 Hz of the recording became 48000 Hz');
    expect(measureWav(readFileSync(out))).toMatchObject({ sampleRate: 48_000, channels: 2, frames: 2400 });
  });

  test('warns of a bitrate that the format has not', async () => {
    const out = join(folder, 'out.mp3');
    const { code, err } = await potoo('convert', recording(), out, '--sample-rate', '22050', '--bitrate', '320');
    expect(code).toBe(0);
    expect(err).toContain('160 kbit/s');
  });
});
