import { createEngine } from '@potoo/engine';
import type { Bench } from '../bench.ts';
import { paired } from '../clock.ts';
import { runningText } from '../sentences.ts';

/** Two host processes against one, on a text long enough to keep both busy. */
export const bench: Bench = {
  id: 'host-scaling',
  title: 'Two hosts against one',
  async run() {
    await using one = createEngine({ hosts: 1 });
    await using two = createEngine({ hosts: 2 });
    const request = { text: runningText(600), voice: 'slt', format: 'wav' } as const;
    const { ratio } = await paired(
      () => one.synthesize(request),
      () => two.synthesize(request),
      7,
    );
    return [
      {
        what: 'speech with two hosts, times the speed of one',
        value: ratio,
        unit: 'x',
        limit: { kind: 'at least', value: 1.7 },
        note: '600 words to WAV',
      },
    ];
  },
};
