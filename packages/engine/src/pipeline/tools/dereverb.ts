import type { AudioResult, DereverbRequest } from '@potoo/core';
import { resolveTool } from '../../models/resolve-tool.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import { checkDereverbRequest } from '../../requests/dereverb-request.ts';
import type { EngineCall } from '../engine-call.ts';
import { applyTool } from './apply-tool.ts';
import { workWhereItIs } from './hand-over.ts';
import { openToolAudio } from './open-tool-audio.ts';

/** Takes echo, reverberation or both out of a recording. */
export async function dereverb(request: DereverbRequest, call: EngineCall): Promise<AudioResult> {
  const checked = checkDereverbRequest(request);
  const { strict } = call.options;
  const tool = resolveTool(call.inventory, { type: 'dereverb', model: checked.model, strict });
  const { audio: _, fileName: __, ...wishes } = checked;
  const { type, intensity } = checked;
  return workWhereItIs(tool, checked, call, {
    there: (service, recording, options) => service.dereverb({ ...definedFields(wishes), ...recording }, options),
    async here(local, recording) {
      await using audio = await openToolAudio(recording, call);
      return await applyTool(local, audio, { method: 'dereverb', options: { type, intensity }, output: checked }, call);
    },
  });
}
