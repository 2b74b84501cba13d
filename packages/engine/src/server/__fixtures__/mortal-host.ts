import { appendFileSync } from 'node:fs';
import type { SynthesizeParams, Utterance } from '../../backends/contract.ts';
import type { HostContext, HostModule } from '../../hosts/contract.ts';
import faulty from '../../hosts/__fixtures__/faulty-host.ts';
import { clockMs, type Fault } from './mortal-voice.ts';

/** What each fault is told; `devour` takes so many bytes at a time. */
const FAULTS: Readonly<Record<Fault, unknown>> = {
  abort: {},
  segfault: {},
  illegal: {},
  exit: {},
  devour: { bytes: 64 * 2 ** 20 },
  spin: {},
  babble: {},
};

const RATE = 16_000;

/** Half a second of A for whatever was asked. */
function tone({ words }: SynthesizeParams): Utterance {
  const samples = Float32Array.from({ length: RATE / 2 }, (_, at) => 0.3 * Math.sin((2 * Math.PI * 440 * at) / RATE));
  return { samples, sampleRate: RATE, words: words.map(() => ({ start: 0, end: 0.5 })), phones: [] };
}

const host: HostModule = {
  async create(deaths) {
    const { methods } = await faulty.create(undefined);
    return {
      methods: {
        async synthesize(params: SynthesizeParams, context: HostContext) {
          const [first = ''] = params.text.toLowerCase().split(' ');
          if (Object.hasOwn(FAULTS, first)) {
            appendFileSync(String(deaths), `${clockMs()}\n`);
            await methods[first]?.(FAULTS[first as Fault], context);
          }
          return tone(params);
        },
      },
    };
  },
};

export default host;
