import type { Analysis, AnalyzeRequest } from '@potoo/core';
import type { ToolEvent, ToolParams } from '../../backends/contract.ts';
import type { AudioAnalysis } from '../../dsp/analysis/analyze-audio.ts';
import { retryCrashed } from '../../hosts/retry-crashed.ts';
import { type ResolvedTool, resolveTool } from '../../models/resolve-tool.ts';
import { type CheckedAnalyzeRequest, checkAnalyzeRequest } from '../../requests/analyze-request.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import type { EngineCall } from '../engine-call.ts';
import { type Recording, workWhereItIs } from './hand-over.ts';
import { DECODING_SHARE, openToolAudio } from './open-tool-audio.ts';

/** Measures a recording: key, tempo, meter, loudness, content. A crashed host is tried once more. */
export async function analyze(request: AnalyzeRequest, call: EngineCall): Promise<Analysis> {
  const checked = checkAnalyzeRequest(request);
  const { audio: _, fileName: __, ...wishes } = checked;
  const { strict } = call.options;
  const tool = resolveTool(call.inventory, { type: 'analysis', model: checked.model, strict });
  return workWhereItIs(tool, checked, call, {
    there: (service, recording, options) => service.analyze({ ...definedFields(wishes), ...recording }, options),
    here: (local, recording) => analyzeHere(local, recording, checked, call),
  });
}

async function analyzeHere(
  tool: ResolvedTool,
  recording: Recording,
  checked: CheckedAnalyzeRequest,
  { pools, signal, lane, onProgress, ...call }: EngineCall,
): Promise<Analysis> {
  await using audio = await openToolAudio(recording, { pools, signal, lane, onProgress, ...call });
  const { path, sampleRate, channels, frames } = audio.pcm;
  const params: ToolParams = {
    audio: { path, sampleRate, channels, frames },
    model: tool.model.id,
    options: { beats: checked.beats, picture: checked.picture },
  };
  const analysis = await retryCrashed(signal, async () => {
    const run = pools.for(tool.backend).open<ToolEvent, AudioAnalysis>('analyze', params, { signal, lane });
    for await (const event of run) {
      if (event.type !== 'progress') continue;
      onProgress?.({ fraction: DECODING_SHARE + event.fraction * (1 - DECODING_SHARE), stage: 'working' });
    }
    return run.result;
  });
  return {
    ...analysis,
    warnings: [...tool.warnings, ...audio.warnings],
    usage: { audioSeconds: audio.duration },
    response: {},
  };
}
