import type { AudioResult, EnhanceRequest } from '@potoo/core';
import { resolveTool } from '../../models/resolve-tool.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import { checkEnhanceRequest } from '../../requests/enhance-request.ts';
import type { EngineCall } from '../engine-call.ts';
import { applyTool } from './apply-tool.ts';
import { workWhereItIs } from './hand-over.ts';
import { openToolAudio } from './open-tool-audio.ts';

/** Cleans a recording up: noise, clarity, bandwidth. */
export async function enhance(request: EnhanceRequest, call: EngineCall): Promise<AudioResult> {
  const checked = checkEnhanceRequest(request);
  const { strict } = call.options;
  const tool = resolveTool(call.inventory, { type: 'enhancement', model: checked.model, strict });
  const { audio: _, fileName: __, ...wishes } = checked;
  const { denoise, clarity, superResolution, strength } = checked;
  return workWhereItIs(tool, checked, call, {
    there: (service, recording, options) => service.enhance({ ...definedFields(wishes), ...recording }, options),
    async here(local, recording) {
      await using audio = await openToolAudio(recording, call);
      const sampleRate = superResolution ? widenedRate(audio.pcm.sampleRate) : audio.pcm.sampleRate;
      const options = { denoise, clarity, superResolution, strength, outputRate: sampleRate };
      return await applyTool(local, audio, { method: 'enhance', options, output: checked, sampleRate }, call);
    },
  });
}

/** The full-band rate that a narrower one is raised to: the one that it divides, so that no sample falls between two. */
function widenedRate(sampleRate: number): number {
  if (sampleRate >= 44_100) return sampleRate;
  return 44_100 % sampleRate === 0 ? 44_100 : 48_000;
}
