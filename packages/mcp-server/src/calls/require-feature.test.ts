import { readdir } from 'node:fs/promises';
import { UnsupportedError } from '@potoo/core';
import { expect, it } from 'vitest';
import { studioService } from '../__fixtures__/studio-service.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { convertVoice } from '../tools/convert-voice.ts';
import { enhanceAudio } from '../tools/enhance-audio.ts';
import { removeReverb } from '../tools/remove-reverb.ts';
import type { Tool } from '../tools/tool.ts';
import { transformSpeech } from '../tools/transform-speech.ts';

const studio = studioService();
const bench = await workbench({ service: async () => studio });
const { features, ...facts } = await studio.capabilities();
const poor = await workbench({
  service: async () => ({ ...studio, capabilities: async () => ({ ...facts, features: [] }), close: async () => {} }),
});

const CASES: ReadonlyArray<readonly [tool: Tool, feature: string, input: object]> = [
  [convertVoice, 'convertVoice', { voice: 'slt' }],
  [enhanceAudio, 'enhance', { strength: 3, widen: true }],
  [removeReverb, 'dereverb', { type: 'echo', intensity: 5 }],
  [transformSpeech, 'transformSpeech', { emotion: 'happy', speed: 1.5 }],
];

it.each(CASES.map((each) => [each[0].name, ...each] as const))(
  '%s says what a service without it lacks, and leaves no file',
  async (_, tool, feature, input) => {
    const call = poor.run(tool, { path: await bench.record('Hi.'), ...input });
    await expect(call).rejects.toThrow(UnsupportedError);
    await expect(call).rejects.toMatchObject({ message: expect.stringContaining(feature), hint: expect.any(String) });
    await expect(readdir(poor.output)).rejects.toMatchObject({ code: 'ENOENT' });
  },
);
