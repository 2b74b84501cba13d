import type { SeparateRequest, SeparationResult } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import { stemNames } from '../../dsp/separation/stem-names.ts';
import { retryCrashed } from '../../hosts/retry-crashed.ts';
import { fittingSeparator } from '../../models/fitting-separator.ts';
import { type ResolvedTool, resolveTool } from '../../models/resolve-tool.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import { type CheckedSeparateRequest, checkSeparateRequest } from '../../requests/separate-request.ts';
import { encodeLongOutput } from '../encode-long-output.ts';
import type { EngineCall } from '../engine-call.ts';
import { fanOut } from './fan-out.ts';
import { type Recording, workWhereItIs } from './hand-over.ts';
import { openToolAudio, type ToolAudioShape } from './open-tool-audio.ts';
import { runTool } from './run-tool.ts';

/** Splits a recording into stems. */
export async function separate(request: SeparateRequest, call: EngineCall): Promise<SeparationResult> {
  const checked = checkSeparateRequest(request);
  const { audio: _, fileName: __, ...wishes } = checked;
  const { strict } = call.options;
  const found = resolveTool(call.inventory, { type: 'separation', model: checked.model, strict });
  const tool = fittingSeparator(found, checked.model, checked.stems, call.inventory);
  return workWhereItIs(tool, checked, call, {
    there: (service, recording, options) => service.separate({ ...definedFields(wishes), ...recording }, options),
    here: (local, recording) => separateHere(local, recording, checked, call),
  });
}

/** The stems are encoded side by side as they are made. */
async function separateHere(
  tool: ResolvedTool,
  recording: Recording,
  checked: CheckedSeparateRequest,
  call: EngineCall,
): Promise<SeparationResult> {
  await using audio = await openToolAudio(recording, call, shapeFor(tool));
  const names = stemNames(checked.stems);
  return await retryCrashed(call.signal, async () => {
    const run = runTool(tool, 'separate', audio, { stems: checked.stems }, call);
    const columns = fanOut(run.blocks, names.length);
    const { sampleRate, channels } = audio.pcm;
    const natural = { sampleRate, channels };
    const encoded = await Promise.all(columns.map((blocks) => encodeLongOutput(blocks, checked, natural, call)));
    return {
      stems: names.map((name, index) => {
        const stem = encoded[index];
        if (!stem) throw new InternalError(`The stem ${name} was not made.`);
        return { name, audio: stem.audio };
      }),
      warnings: [...tool.warnings, ...audio.warnings, ...run.warnings(), ...(encoded[0]?.warnings ?? [])],
      usage: { audioSeconds: audio.duration },
      response: {},
    };
  });
}

/** Networks take the rate that they were trained at. */
function shapeFor({ installation }: ResolvedTool): ToolAudioShape {
  const rate = installation?.variant.sampleRate;
  return rate === undefined ? {} : { rates: { lowest: rate, highest: rate } };
}
