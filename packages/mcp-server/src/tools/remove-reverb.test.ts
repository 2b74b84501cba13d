import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { removeReverb } from './remove-reverb.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });

describe('remove_reverb', () => {
  it('hands over what to take away, and how much', async () => {
    const path = await bench.record('One two three.');
    const { facts, files } = await bench.run(removeReverb, { path, type: 'echo', intensity: 5 });

    expect(studio.calls.at(-1)).toMatchObject({
      method: 'dereverb',
      request: { type: 'echo', intensity: 5, fileName: 'recording.wav' },
    });
    const made = join(bench.output, 'recording-dry.mp3');
    expect(facts).toMatchObject({ path: made, warnings: ['dereverb left it as it was.'] });
    expect(files).toMatchObject([{ path: made, mediaType: 'audio/mpeg' }]);
    expect(await measureFile(made)).toBeCloseTo(await measureFile(path), 0);
  });
});
