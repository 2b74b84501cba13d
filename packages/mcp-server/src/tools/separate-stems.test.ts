import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { separateStems } from './separate-stems.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });

describe('separate_stems', () => {
  it('writes a file for each part, and links to all of them', async () => {
    const path = await bench.record('La la la.', 'song.wav');
    const { facts, files } = await bench.run(separateStems, { path, stems: 2, filename: 'mix/song.flac' });

    expect(studio.calls.at(-1)?.request).toMatchObject({ stems: 2, format: 'flac' });
    const paths = ['vocals', 'accompaniment'].map((name) => join(bench.output, 'mix', `song-${name}.flac`));
    expect(facts).toMatchObject({ stems: paths.map((each) => ({ path: each })) });
    expect(files?.map((file) => file.path)).toEqual(paths);
    for (const each of paths) expect(await measureFile(each)).toBeCloseTo(await measureFile(path), 1);
  });

  it('refuses a number of parts that there is not', async () => {
    await expect(bench.run(separateStems, { path: '/x', stems: 3 })).rejects.toMatchObject({ code: 'bad_request' });
  });
});
