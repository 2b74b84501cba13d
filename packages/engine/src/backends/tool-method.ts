import type { Pcm } from '@potoo/core';
import type { HostContext, HostMethod } from '../hosts/contract.ts';
import type { ToolParams, ToolResult } from './contract.ts';
import { type HostedAudio, hostedAudio } from './hosted-audio.ts';

/** The options of a tool that its caller gives; the rest comes from the host. */
export type Wishes<Options> = Omit<Options, 'signal' | 'onProgress' | 'onWarning'>;

/** A host method that sends out what a tool makes: blocks, one for each of its outputs. */
export function toolMethod<Options>(
  tool: (audio: HostedAudio, wishes: Options) => AsyncIterable<readonly Pcm[]>,
): HostMethod {
  return async ({ audio, options }: ToolParams<Options>, context: HostContext): Promise<ToolResult> => {
    const hosted = hostedAudio(audio, context);
    for await (const blocks of tool(hosted, options)) await context.emit({ type: 'blocks', blocks });
    return { warnings: hosted.warnings };
  };
}

/** The blocks of a tool that makes one recording. */
export async function* single(blocks: AsyncIterable<Pcm>): AsyncGenerator<readonly Pcm[]> {
  for await (const block of blocks) yield [block];
}
