import type { Pcm, Warning } from '@potoo/core';
import type { ToolEvent, ToolParams, ToolResult } from '../../backends/contract.ts';
import type { ResolvedTool } from '../../models/resolve-tool.ts';
import type { EngineCall } from '../engine-call.ts';
import { DECODING_SHARE, type ToolAudio } from './open-tool-audio.ts';

/** A tool at work in a host. */
export interface ToolRun {
  /** One block for each output of the tool, in order of time. */
  readonly blocks: AsyncIterable<readonly Pcm[]>;
  /** What the tool had to say; known once the blocks are out. */
  warnings(): readonly Warning[];
}

/** Starts a method of a tool's host on audio that is in a file. */
export function runTool(
  { backend, model, installation }: ResolvedTool,
  method: string,
  audio: ToolAudio,
  options: unknown,
  { pools, signal, lane, onProgress }: EngineCall,
): ToolRun {
  const { path, sampleRate, channels, frames } = audio.pcm;
  const params: ToolParams = { audio: { path, sampleRate, channels, frames }, model: model.id, options };
  let said: readonly string[] = [];
  async function* blocks(): AsyncGenerator<readonly Pcm[]> {
    const run = pools.for(backend, installation).open<ToolEvent, ToolResult>(method, params, { signal, lane });
    for await (const event of run) {
      if (event.type === 'blocks') yield event.blocks;
      else onProgress?.({ fraction: DECODING_SHARE + event.fraction * (1 - DECODING_SHARE), stage: 'working' });
    }
    said = (await run.result).warnings;
  }
  return {
    blocks: blocks(),
    warnings: () => said.map((message) => ({ type: 'quality', subject: 'audio', message })),
  };
}
