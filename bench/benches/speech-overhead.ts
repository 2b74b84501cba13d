import { createEngine } from '@potoo/engine';
import type { Bench } from '../bench.ts';
import { paired } from '../clock.ts';
import { rawFlite } from '../raw-flite.ts';
import { SENTENCES } from '../sentences.ts';

/** What the engine adds to the flite program: text, timings, the way to a host and back, joining, WAV. */
export const bench: Bench = {
  id: 'speech-overhead',
  title: 'Engine over raw flite',
  async run() {
    const raw = await rawFlite('slt');
    await using engine = createEngine({ hosts: 1 });
    const text = SENTENCES.join(' ');
    const { ratio, first, second } = await paired(
      () => engine.synthesize({ text, voice: 'slt', format: 'wav', words: true }),
      async () => {
        for (const sentence of SENTENCES) await raw(sentence);
      },
      9,
    );
    return [
      {
        what: 'engine over raw flite WASM, one host',
        value: ratio,
        unit: 'x',
        limit: { kind: 'at most', value: 1.15 },
        note: `20 sentences with word timings to WAV in ${Math.round(first)} ms; the same sentences by the bare program in one process in ${Math.round(second)} ms`,
      },
    ];
  },
};
