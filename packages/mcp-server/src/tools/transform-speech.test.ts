import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { transformSpeech } from './transform-speech.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });

describe('transform_speech', () => {
  it('hands emotion and speed to the service', async () => {
    const path = await bench.record('One two three.');
    const { facts, files } = await bench.run(transformSpeech, { path, emotion: 'happy', speed: 1.5 });

    expect(studio.calls.at(-1)).toMatchObject({ method: 'transformSpeech', request: { emotion: 'happy', speed: 1.5 } });
    const made = join(bench.output, 'recording-happy.mp3');
    expect(facts).toMatchObject({ path: made, warnings: ['transformSpeech left it as it was.'] });
    expect(files).toMatchObject([{ path: made, mediaType: 'audio/mpeg' }]);
    expect(await measureFile(made)).toBeCloseTo(await measureFile(path), 0);
  });
});
