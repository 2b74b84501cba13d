import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizeParams, Utterance } from '../../backends/contract.ts';
import flite from '../../backends/flite/flite-host.ts';
import type { HostContext, HostModule } from '../../hosts/contract.ts';

/** What its host is told. */
export interface SlippingOptions {
  /** A folder that remembers how often each text was said: a file for each, and a byte in it each time. */
  readonly memory: string;
  /** How often it slips in each text. @default 1 */
  readonly slips?: number;
}

const host: HostModule<SlippingOptions> = {
  async create({ memory, slips = 1 }) {
    const { methods } = await flite.create(undefined);
    mkdirSync(memory, { recursive: true });
    return {
      methods: {
        async synthesize(params: SynthesizeParams, context: HostContext): Promise<Utterance> {
          const spoken = (await methods['synthesize']?.({ ...params, voice: 'slt' }, context)) as Utterance;
          const file = join(memory, Buffer.from(params.text).toString('hex').slice(0, 60));
          appendFileSync(file, '.');
          const times = readFileSync(file).length;
          if (times > slips) return spoken;
          // Each slip is another one: a voice that says the same twice is not asked again.
          return { ...spoken, samples: spoken.samples.slice(0, spoken.samples.length / (1 + times)) };
        },
      },
    };
  },
};

export default host;
