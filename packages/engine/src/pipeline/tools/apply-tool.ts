import type { AudioResult, Pcm } from '@potoo/core';
import { retryCrashed } from '../../hosts/retry-crashed.ts';
import type { ResolvedTool } from '../../models/resolve-tool.ts';
import { encodeLongOutput } from '../encode-long-output.ts';
import type { OutputSettings } from '../encode-output.ts';
import type { EngineCall } from '../engine-call.ts';
import type { ToolAudio } from './open-tool-audio.ts';
import { runTool } from './run-tool.ts';

/** What a tool is asked to do. */
export interface ToolWork {
  /** Method of the tool's host. */
  readonly method: string;
  /** Options of the method. */
  readonly options: unknown;
  readonly output: OutputSettings;
  /** Rate of what it makes, hertz. @default The recording's. */
  readonly sampleRate?: number;
}

/** Runs a tool that makes one recording of one, and encodes what it makes. A crashed host is tried once more. */
export async function applyTool(
  tool: ResolvedTool,
  audio: ToolAudio,
  work: ToolWork,
  call: EngineCall,
): Promise<AudioResult> {
  return retryCrashed(call.signal, async () => {
    const run = runTool(tool, work.method, audio, work.options, call);
    const { pcm } = audio;
    const natural = { sampleRate: work.sampleRate ?? pcm.sampleRate, channels: pcm.channels };
    const encoded = await encodeLongOutput(onlyOutput(run.blocks), work.output, natural, call);
    return {
      audio: encoded.audio,
      warnings: [...tool.warnings, ...audio.warnings, ...run.warnings(), ...encoded.warnings],
      usage: { audioSeconds: audio.duration },
      response: {},
    };
  });
}

async function* onlyOutput(blocks: AsyncIterable<readonly Pcm[]>): AsyncGenerator<Pcm> {
  for await (const [block] of blocks) if (block) yield block;
}
