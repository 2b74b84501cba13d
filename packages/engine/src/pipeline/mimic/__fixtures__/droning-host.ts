import type { SynthesizeParams, Utterance } from '../../../backends/contract.ts';
import flite from '../../../backends/flite/flite-host.ts';
import type { HostContext, HostModule } from '../../../hosts/contract.ts';
import slipping from '../../__fixtures__/slipping-host.ts';
import { DRONE_SECONDS, type DroningOptions, LONGEST_TEXT } from './droning-cloner.ts';

const host: HostModule<DroningOptions> = {
  async create({ memory }) {
    const { methods } = await (memory === undefined ? flite.create(undefined) : slipping.create({ memory }));
    return {
      methods: {
        async synthesize(params: SynthesizeParams, context: HostContext): Promise<Utterance> {
          const spoken = (await methods['synthesize']?.({ ...params, voice: 'slt' }, context)) as Utterance;
          const { samples, sampleRate } = spoken;
          const isTooLong = params.text.length > LONGEST_TEXT;
          const droning = new Float32Array(samples.length + DRONE_SECONDS * sampleRate);
          if (!isTooLong) droning.set(samples);
          for (let at = samples.length; at < droning.length; at++) {
            droning[at] = 0.015 * Math.sin((2 * Math.PI * 100 * at) / sampleRate);
          }
          return { ...spoken, samples: droning };
        },
      },
    };
  },
};

export default host;
