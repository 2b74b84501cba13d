import { join } from 'node:path';
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
});
