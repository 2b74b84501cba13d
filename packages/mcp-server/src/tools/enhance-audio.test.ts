import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UnsupportedError } from '@potoo/core';
import { describe, expect, it } from 'vitest';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { enhanceAudio } from './enhance-audio.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });

describe('enhance_audio', () => {
  it('hands over how strong the cleaning is to be', async () => {
    const path = await bench.record('One two three.');
    const { facts, files } = await bench.run(enhanceAudio, { path, strength: 3, widen: true });

    expect(studio.calls.at(-1)).toMatchObject({
      method: 'enhance',
      request: { strength: 3, superResolution: true, fileName: 'recording.wav' },
    });
    const made = join(bench.output, 'recording-enhanced.mp3');
    expect(facts).toMatchObject({ path: made, warnings: ['enhance left it as it was.'] });
    expect(files).toMatchObject([{ path: made, mediaType: 'audio/mpeg' }]);
    expect(await measureFile(made)).toBeCloseTo(await measureFile(path), 0);
  });

  it('says what a service without it lacks, and leaves no file', async () => {
    const { features, ...rest } = await studio.capabilities();
    const poor = await workbench({
      service: async () => ({
        ...studio,
        capabilities: async () => ({ ...rest, features: [] }),
        close: async () => {},
      }),
    });

    const call = poor.run(enhanceAudio, { path: await bench.record('Hi.'), strength: 3, widen: true });
    await expect(call).rejects.toThrow(UnsupportedError);
    await expect(call).rejects.toMatchObject({ message: expect.stringContaining('enhance'), hint: expect.any(String) });
    await expect(readdir(poor.output)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
