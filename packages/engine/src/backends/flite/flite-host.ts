import { setImmediate } from 'node:timers/promises';
import { NotFoundError } from '@potoo/core/errors';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import type { SynthesizeParams, Utterance } from '../contract.ts';
import { FliteProgram } from './flite-program.ts';
import { FLITE_VOICES } from './flite-voices.ts';
import { speakScript } from './speak-script.ts';
import { WordPhones } from './word-phones.ts';

const host: HostModule = {
  async create() {
    const program = await FliteProgram.load();
    const wordPhones = new WordPhones(program);
    return {
      methods: {
        async synthesize(params: SynthesizeParams, context: Pick<HostContext, 'signal' | 'alive'>): Promise<Utterance> {
          context.signal.throwIfAborted();
          const voice = FLITE_VOICES.find(({ id }) => id === params.voice);
          if (!voice) throw new NotFoundError(`Flite has no voice "${params.voice}".`, { reason: 'voice_not_found' });
          return await speakScript(params, voice, { program, wordPhones, breathe: () => breathe(context) });
        },
      },
    };
  },
};

/** Lets the process hear of an abort between two runs, which block it. */
async function breathe({ signal, alive }: Pick<HostContext, 'signal' | 'alive'>): Promise<void> {
  alive();
  await setImmediate();
  signal.throwIfAborted();
}

export default host;
