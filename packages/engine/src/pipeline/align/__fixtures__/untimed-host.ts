import type { SynthesizeParams, Utterance } from '../../../backends/contract.ts';
import espeak from '../../../backends/espeak/espeak-host.ts';
import { guessWords } from '../../../backends/guess-words.ts';
import type { HostContext, HostModule } from '../../../hosts/contract.ts';

/** The voice of espeak that speaks. */
export const SPOKEN_BY = 'en-us+f3';

const host: HostModule = {
  async create(options) {
    const { methods } = await espeak.create(options);
    return {
      methods: {
        async synthesize(params: SynthesizeParams, context: HostContext): Promise<Utterance> {
          const spoken = (await methods['synthesize']?.({ ...params, voice: SPOKEN_BY }, context)) as Utterance;
          const { samples, sampleRate } = spoken;
          return { samples, sampleRate, words: guessWords(samples, sampleRate, params), phones: [], estimated: true };
        },
      },
    };
  },
};

export default host;
