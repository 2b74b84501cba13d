import type { SeparateRequest, SeparationResult } from '@potoo/core';
import { InternalError } from '@potoo/core/errors';
import { stemNames } from '../../dsp/separation/stem-names.ts';
import type { EngineCall } from '../../engine-call.ts';
import { resolveTool } from '../../models/resolve-tool.ts';
import { checkSeparateRequest } from '../../requests/separate-request.ts';
import { encodeOutput } from '../encode-output.ts';
import { retryCrashed } from '../retry-crashed.ts';
import { fanOut } from './fan-out.ts';
import { openToolAudio } from './open-tool-audio.ts';
import { runTool } from './run-tool.ts';

/** Splits a recording into stems, which are encoded side by side as they are made. */
export async function separate(request: SeparateRequest, call: EngineCall): Promise<SeparationResult> {
  const checked = checkSeparateRequest(request);
  const { strict } = call.options;
  const tool = resolveTool(call.inventory, { type: 'separation', model: checked.model, strict });
  await using audio = await openToolAudio(checked, call);
  const names = stemNames(checked.stems);
  return await retryCrashed(call.signal, async () => {
    const run = runTool(tool, 'separate', audio, { stems: checked.stems }, call);
    const columns = fanOut(run.blocks, names.length);
    const { sampleRate, channels } = audio.pcm;
    const natural = { sampleRate, channels, duration: audio.duration };
    const encoded = await Promise.all(columns.map((blocks) => encodeOutput(blocks, checked, natural, call)));
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
