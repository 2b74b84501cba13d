import type { Pcm } from '@potoo/core';
import type { AnalyzeAudioOptions } from '../../dsp/analysis/analyze-audio.ts';
import type { DereverbOptions } from '../../dsp/dereverb/dereverb-options.ts';
import type { EnhanceOptions } from '../../dsp/enhance/enhance-options.ts';
import type { SeparationOptions } from '../../dsp/separation/separate-stems.ts';
import type { HostContext, HostMethod, HostModule } from '../../hosts/contract.ts';
import type { ToolParams, ToolResult } from '../contract.ts';
import { type HostedAudio, hostedAudio } from './hosted-audio.ts';

/** The options of a tool that its caller gives; the rest comes from the host. */
type Wishes<Options> = Omit<Options, 'signal' | 'onProgress' | 'onWarning'>;

type AnalysisWishes = Wishes<AnalyzeAudioOptions>;

// Each tool is loaded when it is first asked for: most hosts do one thing.
const host: HostModule = {
  async create() {
    return {
      methods: {
        enhance: method(async function* (audio, wishes: Wishes<EnhanceOptions>) {
          const { enhanceAudio } = await import('../../dsp/enhance/enhance-audio.ts');
          yield* single(enhanceAudio(audio.source, { ...wishes, ...audio.notes }));
        }),
        separate: method(async function* (audio, wishes: Wishes<SeparationOptions>) {
          const { separateStems } = await import('../../dsp/separation/separate-stems.ts');
          yield* separateStems(audio.source, { ...wishes, ...audio.notes });
        }),
        dereverb: method(async function* (audio, wishes: Wishes<DereverbOptions>) {
          const { dereverbAudio } = await import('../../dsp/dereverb/dereverb-audio.ts');
          yield* single(dereverbAudio(audio.source, { ...wishes, ...audio.notes }));
        }),
        async analyze({ audio, options }: ToolParams<AnalysisWishes>, context: HostContext) {
          const { analyzeAudio } = await import('../../dsp/analysis/analyze-audio.ts');
          const { source, notes } = hostedAudio(audio, context);
          const { signal, onProgress } = notes;
          return analyzeAudio(source, { ...options, signal, onProgress });
        },
      },
    };
  },
};

/** A host method that sends out what a tool makes: blocks, one for each of its outputs. */
function method<Options>(tool: (audio: HostedAudio, wishes: Options) => AsyncIterable<readonly Pcm[]>): HostMethod {
  return async ({ audio, options }: ToolParams<Options>, context: HostContext): Promise<ToolResult> => {
    const hosted = hostedAudio(audio, context);
    for await (const blocks of tool(hosted, options)) await context.emit({ type: 'blocks', blocks });
    return { warnings: hosted.warnings };
  };
}

async function* single(blocks: AsyncIterable<Pcm>): AsyncGenerator<readonly Pcm[]> {
  for await (const block of blocks) yield [block];
}

export default host;
