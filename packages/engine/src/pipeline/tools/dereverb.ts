import type { AudioResult, DereverbRequest } from '@potoo/core';
import type { EngineCall } from '../../engine-call.ts';
import { resolveTool } from '../../models/resolve-tool.ts';
import { checkDereverbRequest } from '../../requests/dereverb-request.ts';
import { applyTool } from './apply-tool.ts';
import { openToolAudio } from './open-tool-audio.ts';

/** Takes echo, reverberation or both out of a recording. */
export async function dereverb(request: DereverbRequest, call: EngineCall): Promise<AudioResult> {
  const checked = checkDereverbRequest(request);
  const { strict } = call.options;
  const tool = resolveTool(call.inventory, { type: 'dereverb', model: checked.model, strict });
  await using audio = await openToolAudio(checked, call);
  const { type, intensity } = checked;
  return await applyTool(tool, audio, { method: 'dereverb', options: { type, intensity }, output: checked }, call);
}
