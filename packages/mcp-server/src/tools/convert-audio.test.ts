import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { convertAudio } from './convert-audio.ts';
import { synthesize } from './synthesize.ts';

const bench = await workbench();

describe('convert_audio', () => {
  it('makes another format of a recording, twice as fast', async () => {
    const path = await bench.record('One two three four five.');
    const { facts } = await bench.run(convertAudio, { path, speed: 2, filename: 'fast.flac' });

    const made = join(bench.output, 'fast.flac');
    expect(facts).toMatchObject({ path: made });
    expect(await measureFile(made)).toBeCloseTo((await measureFile(path)) / 2, 1);
  });

  it('goes on with an earlier result by its uri', async () => {
    const spoken = await bench.run(synthesize, { text: 'Hello.', format: 'wav' });
    const { facts } = await bench.run(convertAudio, {
      uri: spoken.files?.[0]?.uri,
      format: 'wav',
      sample_rate: 8000,
      channels: 'stereo',
    });

    const { path } = facts as { path: string };
    expect(path).toBe(join(bench.output, 'hello-converted.wav'));
    const head = await readFile(path);
    expect([head.readUInt16LE(22), head.readUInt32LE(24)]).toEqual([2, 8000]);
  });

  it('says what is wrong with a file that is no recording', async () => {
    const path = await bench.record('x', 'text.wav');
    await (await import('node:fs/promises')).writeFile(path, 'This is no audio.');

    await expect(bench.run(convertAudio, { path })).rejects.toMatchObject({
      code: 'bad_request',
      reason: 'undecodable_audio',
    });
  });

  it('wants exactly one recording', async () => {
    await expect(bench.run(convertAudio, {})).rejects.toMatchObject({ reason: 'missing_file' });
    await expect(bench.run(convertAudio, { path: '/a', uri: 'b' })).rejects.toMatchObject({ reason: 'missing_file' });
  });
});
