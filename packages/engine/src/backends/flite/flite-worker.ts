import { NotFoundError } from '@potoo/core/errors';
import type { HostContext, HostWorker } from '../../hosts/contract.ts';
import { nextTurn } from '../../hosts/next-turn.ts';
import type { SynthesizeParams, Utterance } from '../contract.ts';
import type { FliteProgram } from './flite-program.ts';
import { FLITE_VOICES } from './flite-voices.ts';
import { speakScript } from './speak-script.ts';
import { WordPhones } from './word-phones.ts';

/** What a host answers to that has the flite program, on Node and in a page. */
export function fliteWorker(program: FliteProgram): HostWorker {
  rehearse(program);
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
}

/** Says a word to nobody. WASM is compiled as it is first run, and for that the first sentence would wait. */
function rehearse(program: FliteProgram): void {
  program.run(['-voice', 'slt', '-t', 'Yes.'], { wav: true });
}

/** Lets the host hear of an abort between two runs, which block it. */
async function breathe({ signal, alive }: Pick<HostContext, 'signal' | 'alive'>): Promise<void> {
  alive();
  await nextTurn();
  signal.throwIfAborted();
}
