import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { convertVoice } from './convert-voice.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });
const engineBench = await workbench();

describe('convert_voice', () => {
  it('says a recording again in the voice that was named', async () => {
    const path = await bench.record('One two three.');
    const { facts, files } = await bench.run(convertVoice, { path, voice: 'slt' });

    expect(studio.calls.at(-1)).toMatchObject({ method: 'convertVoice', request: { targetVoice: 'slt' } });
    const made = join(bench.output, 'recording-voice.mp3');
    expect(facts).toMatchObject({ path: made, warnings: ['convertVoice left it as it was.'] });
    expect(files).toMatchObject([{ path: made, mediaType: 'audio/mpeg' }]);
    expect(await measureFile(made)).toBeCloseTo(await measureFile(path), 0);
  });

  it('names its own arguments where something is wrong', async () => {
    const path = await engineBench.record('One two three. Four five six. Seven eight nine.');
    const refused = engineBench.run(convertVoice, { path, voice: 'nobody' });
    await expect(refused).rejects.toMatchObject({ reason: 'voice_not_found', param: 'voice' });
  });
});
