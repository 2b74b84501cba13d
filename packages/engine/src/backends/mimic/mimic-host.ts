import { BadRequestError } from '@potoo/core/errors';
import { pcmFileSource } from '../../audio/pcm-file.ts';
import { examineReference } from '../../dsp/mimic/examine-reference.ts';
import { revoice } from '../../dsp/mimic/revoice.ts';
import { sampleVoice } from '../../dsp/mimic/sample-voice.ts';
import { shapeUtterance } from '../../dsp/mimic/shape-utterance.ts';
import { planShaping } from '../../dsp/mimic/shaping-plan.ts';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import type { ToolParams } from '../contract.ts';
import { single, toolMethod } from '../tool-method.ts';
import type { PlanParams, RevoiceWishes, SampleParams, ShapeParams } from './mimic-calls.ts';

const host: HostModule = {
  async create() {
    return {
      methods: {
        async examine({ audio }: ToolParams, { signal, alive }: HostContext) {
          return examineReference(pcmFileSource(audio), { signal, alive });
        },
        revoice: toolMethod(async function* (audio, wishes: RevoiceWishes) {
          yield* single(revoice(audio.source, { ...wishes, ...audio.notes }));
        }),
        async sample({ samples, sampleRate }: SampleParams) {
          const sampled = sampleVoice(samples, sampleRate);
          if (!sampled)
            throw new BadRequestError('The voice has no pitch to measure.', { reason: 'unsuitable_reference' });
          return sampled;
        },
        async plan({ base, target }: PlanParams) {
          return planShaping(base, target);
        },
        async shape({ samples, sampleRate, plan, pitch }: ShapeParams, { signal }: HostContext) {
          return shapeUtterance(samples, sampleRate, plan, { pitch, signal });
        },
      },
    };
  },
};

export default host;
