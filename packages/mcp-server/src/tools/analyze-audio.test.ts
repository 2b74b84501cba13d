import { describe, expect, it } from 'vitest';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { analyzeAudio } from './analyze-audio.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });

describe('analyze_audio', () => {
  it('tells what was found, and beats only when asked for', async () => {
    const path = await bench.record('La.');
    const plain = await bench.run(analyzeAudio, { path });
    const beats = await bench.run(analyzeAudio, { path, beats: true });

    expect(plain.facts).toMatchObject({ key: 'A Minor', bpm: 120, loudness: -16, true_peak: -1, content: 'music' });
    expect(plain.facts).not.toHaveProperty('beats');
    expect(beats.facts).toMatchObject({ beats: [0.5, 1], downbeats: [0.5] });
  });

  it('leaves out what a recording does not have', async () => {
    const speech = await workbench({
      env: { POTOO_MCP_ALLOWED: bench.recordings },
      service: async () => ({
        ...studio,
        analyze: async (request) => ({
          ...(await studio.analyze(request)),
          ...{ content: 'speech', key: null, scale: null, bpm: null, timeSignature: null, camelot: null },
          compatibleKeys: [],
        }),
        close: async () => {},
      }),
    });
    const { facts } = await speech.run(analyzeAudio, { path: await bench.record('Hello.') });

    expect(facts).toEqual({ content: 'speech', duration: 2, loudness: -16, true_peak: -1 });
  });
});
