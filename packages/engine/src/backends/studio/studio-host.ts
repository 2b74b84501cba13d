import type { AnalyzeAudioOptions } from '../../dsp/analysis/analyze-audio.ts';
import type { DereverbOptions } from '../../dsp/dereverb/dereverb-options.ts';
import type { EnhanceOptions } from '../../dsp/enhance/enhance-options.ts';
import type { SeparationOptions } from '../../dsp/separation/separate-stems.ts';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import type { ToolParams } from '../contract.ts';
import { hostedAudio } from '../hosted-audio.ts';
import { single, toolMethod, type Wishes } from '../tool-method.ts';

type AnalysisWishes = Wishes<AnalyzeAudioOptions>;

// Each tool is loaded when it is first asked for: most hosts do one thing.
const host: HostModule = {
  async create() {
    return {
      methods: {
        enhance: toolMethod(async function* (audio, wishes: Wishes<EnhanceOptions>) {
          const { enhanceAudio } = await import('../../dsp/enhance/enhance-audio.ts');
          yield* single(enhanceAudio(audio.source, { ...wishes, ...audio.notes }));
        }),
        separate: toolMethod(async function* (audio, wishes: Wishes<SeparationOptions>) {
          const { separateStems } = await import('../../dsp/separation/separate-stems.ts');
          yield* separateStems(audio.source, { ...wishes, ...audio.notes });
        }),
        dereverb: toolMethod(async function* (audio, wishes: Wishes<DereverbOptions>) {
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

export default host;
